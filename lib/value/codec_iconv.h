/* SPDX-License-Identifier: MIT */
/* The encodings of iconv(3), used by the codec only. With configure --without-iconv no encoding is known here. */
#ifndef XOS_VALUE_CODEC_ICONV_H
#define XOS_VALUE_CODEC_ICONV_H

#include "value/codec.h"

/* Opens a conversion. 0, or -EINVAL if one of the encodings is unknown. */
int codec_iconv_open(void **iconv, const char *to, const char *from);
void codec_iconv_close(void *iconv);

/* decode, encode and encode_end of codec.h for these encodings. */
size_t codec_iconv_decode(struct decoder *decoder, const unsigned char **in, const unsigned char *end, char *text);
size_t codec_iconv_encode(struct encoder *encoder, const char **text, const char *end, unsigned char *out);
size_t codec_iconv_end(struct encoder *encoder, unsigned char *out);

#endif
