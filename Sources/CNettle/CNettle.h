// SHA-256 of the system's Nettle: Debian's nettle-dev. It uses the processor's own instructions where there are any.
#include <nettle/sha2.h>
#include <nettle/version.h>

// From version 4 on the whole digest is written without being asked for its length.
static inline void nettle_sha256_whole_digest(struct sha256_ctx *context, uint8_t *digest) {
#if NETTLE_VERSION_MAJOR >= 4
    sha256_digest(context, digest);
#else
    sha256_digest(context, SHA256_DIGEST_SIZE, digest);
#endif
}
