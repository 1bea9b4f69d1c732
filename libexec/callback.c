/* SPDX-License-Identifier: MIT */
/* Functions that C can call. libffi makes their code; what they do is a statement of xsh, which gets a message. */
#include "session.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "invoke.h"
#include "ops/ctypes/bytes.h"

TEXTS_OF(libexec_callback);

/* A callback's code and what it needs when it runs. */
struct closure {
    struct session *session;
    int64_t number; /* of its thing */
    const struct ctype *type;
    ffi_cif cif;
    ffi_type *types[FOREIGN_ARGUMENTS];
};

/* Writes an argument for the statement. A struct, a union and a pointer to anything but char that has a size is an
 * object, whose contents a statement can read. */
static void show_argument(struct request *request, const struct ctype *type, void *value)
{
    bool object = type->kind == CTYPE_STRUCT || type->kind == CTYPE_UNION ||
                  (type->kind == CTYPE_POINTER && type->of->size > 0 && type->of->kind != CTYPE_CHAR);
    int64_t number = object ? thing_type(request, type) : -1;

    if (number >= 0)
        object_show(request, number, value, type->size);
    else
        foreign_show_value(request->call.out, type, value);
}

static void send_arguments(struct closure *closure, struct request *request, void **values)
{
    struct out *out = request->call.out;

    out_open(out, OUT_RECORD);
    out_field_int(out, "callback", closure->number);
    if (closure->type->of->kind == CTYPE_VOID)
        out_field_bool(out, "void", true);
    out_name(out, "args");
    out_open(out, OUT_LIST);
    for (size_t i = 0; i < closure->type->member_count; i++) {
        const struct ctype *type = closure->type->members[i].type;
        show_argument(request, type->kind == CTYPE_ARRAY ? type->of : type, values[i]);
    }
    out_close(out);
    out_close(out);
    message_send(out);
}

/* Stores the statement's value as libffi wants it: a small integer as wide as a machine word. */
static int store_result(struct request *request, const struct ctype *type, const struct json *value, void *result)
{
    unsigned char *bytes;
    uint64_t size;
    bool integer = type->kind != CTYPE_FLOAT && type->kind != CTYPE_STRUCT && type->size < sizeof(ffi_arg);
    unsigned char *address;

    if (type->kind == CTYPE_VOID || value == NULL || value->kind == JSON_NULL)
        return 0;
    if (type->kind == CTYPE_POINTER) {
        if (address_of(request, value, &address) < 0)
            return -1;
        memcpy(result, &address, sizeof address);
        return 0;
    }
    if (data_from_json(&request->call, type, value, &data_native, "value", &bytes, &size) < 0)
        return -1;
    if (!integer) {
        memcpy(result, bytes, type->size);
        return 0;
    }
    uint64_t wide = bytes_load(bytes, type->size, data_native.big);
    if (type->kind == CTYPE_INT)
        wide = (uint64_t)bits_signed(wide, (unsigned)type->size * 8);
    memcpy(result, &(ffi_arg){wide}, sizeof(ffi_arg));
    return 0;
}

/* What the code of a callback runs. */
static void called_back(ffi_cif *cif, void *result, void **values, void *context)
{
    struct closure *closure = context;
    struct session *session = closure->session;
    const struct ctype *type = closure->type->of;
    char memory[4096], buffer[MESSAGE_BUFFER];
    struct fail fail = {0};
    struct arena arena;
    struct out out;
    int errnum = errno;
    bool calling = session->calling;

    (void)cif;
    memset(result, 0, type->size > sizeof(ffi_arg) ? type->size : sizeof(ffi_arg));
    if (gettid() != session->thread) {
        session->foreign_thread = true;
        return;
    }
    session->calling = false;
    arena_init(&arena, memory, sizeof memory);
    message_start(session, &out, buffer);
    struct request request = {.session = session, .call = {.out = &out, .fail = &fail, .arena = &arena}};
    send_arguments(closure, &request, values);
    if (store_result(&request, type, session_serve(session, &arena), result) < 0 && session->callback.status == 0) {
        session->callback = fail;
        session->callback.step = "callback";
    }
    arena_clear(&arena);
    session->calling = calling;
    errno = errnum;
}

static int describe(struct request *request, struct closure *closure)
{
    const struct ctype *type = closure->type;
    struct arena *arena = &request->session->arena;
    ffi_type *result = ffi_of(arena, type->of);
    bool known = result != NULL && !type->variadic && type->member_count <= FOREIGN_ARGUMENTS;

    for (size_t i = 0; known && i < type->member_count; i++) {
        const struct ctype *parameter = type->members[i].type;
        closure->types[i] = parameter->kind == CTYPE_ARRAY ? &ffi_type_pointer : ffi_of(arena, parameter);
        known = closure->types[i] != NULL;
    }
    if (known &&
        ffi_prep_cif(&closure->cif, FFI_DEFAULT_ABI, (unsigned)type->member_count, result, closure->types) == FFI_OK)
        return 0;
    return fail_words(request->call.fail, EX_UNAVAILABLE, "libffi cannot make such a callback");
}

int callback_make(struct request *request, struct thing *thing)
{
    struct session *session = request->session;
    struct closure *closure = arena_alloc(&session->arena, sizeof *closure);

    if (closure == NULL)
        return fail_no_memory(request->call.fail);
    closure->session = session;
    closure->type = thing->type;
    if (describe(request, closure) < 0)
        return -1;
    ffi_closure *code = ffi_closure_alloc(sizeof *code, &thing->address);
    if (code == NULL)
        return fail_words(request->call.fail, EX_UNAVAILABLE, "the system gives no memory for code");
    if (ffi_prep_closure_loc(code, &closure->cif, called_back, closure, thing->address) != FFI_OK)
        fail_words(request->call.fail, EX_UNAVAILABLE, "libffi cannot make such a callback");
    else if ((closure->number = thing_add(request, thing)) >= 0)
        return 0;
    ffi_closure_free(code);
    return -1;
}
