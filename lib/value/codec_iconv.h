/* SPDX-License-Identifier: MIT */
/* The encodings of iconv(3), for the codec alone. Without it (configure --without-iconv) none is known. */
#ifndef XOS_VALUE_CODEC_ICONV_H
#define XOS_VALUE_CODEC_ICONV_H

#include "value/codec.h"

/* Opens a conversion. 0, or -EINVAL if one of the encodings is unknown. */
int codec_iconv_open(void **iconv, const char *to, const char *from);
void codec_iconv_close(void *iconv);

/* decode and encode of codec.h for such an encoding, and encode_end. */
size_t codec_iconv_decode(struct decoder *decoder, const unsigned char **in, const unsigned char *end, char *text);
size_t codec_iconv_encode(struct encoder *encoder, const char **text, const char *end, unsigned char *out);
size_t codec_iconv_end(struct encoder *encoder, unsigned char *out);

#endif
