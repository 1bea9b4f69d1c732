/* The prompt. */
#include "xsh.h"

#include <unistd.h>

void prompt_run(struct session *session)
{
    session->interactive = true;
    session_file(session, NULL);
}
