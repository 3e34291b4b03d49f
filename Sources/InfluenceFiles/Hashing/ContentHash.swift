internal import CNettle

/// An incremental SHA-256 over bytes, texts and numbers: the hash of a run's input.
///
/// The parts are hashed one after the other without separators, so a caller that hashes texts of varying length writes
/// their lengths too (``update(framed:)`` does), lest `ab` + `c` and `a` + `bc` be the same.
package struct ContentHash {
    private var hasher = SHA256()
    /// Small parts are gathered: a call of the hasher costs more than eight bytes do.
    private var pending: [UInt8] = []

    private static let pendingLimit = 8_192

    package init() {
        pending.reserveCapacity(Self.pendingLimit + 8)
    }

    package mutating func update(_ bytes: [UInt8]) {
        flush()
        bytes.withUnsafeBytes { hasher.update($0) }
    }

    /// As eight bytes, the lowest first.
    package mutating func update(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { pending.append(contentsOf: $0) }
        if pending.count >= Self.pendingLimit { flush() }
    }

    /// The text's length in bytes as a number, then its UTF-8.
    package mutating func update(framed text: String) {
        update(UInt64(text.utf8.count))
        pending.append(contentsOf: text.utf8)
        if pending.count >= Self.pendingLimit { flush() }
    }

    /// 64 lower-case hexadecimal digits.
    package consuming func finalize() -> String {
        flush()
        return hex(hasher.finalize())
    }

    private mutating func flush() {
        guard !pending.isEmpty else { return }
        pending.withUnsafeBytes { hasher.update($0) }
        pending.removeAll(keepingCapacity: true)
    }
}

/// The SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
package func sha256Hex(_ bytes: some Sequence<UInt8>) -> String {
    var hasher = SHA256()
    let done: Void? = bytes.withContiguousStorageIfAvailable {
        hasher.update(UnsafeRawBufferPointer($0))
    }
    if done == nil { Array(bytes).withUnsafeBytes { hasher.update($0) } }
    return hex(hasher.finalize())
}

/// SHA-256 (FIPS 180-4) as Nettle computes it.
private struct SHA256 {
    private var context = sha256_ctx()

    init() {
        nettle_sha256_init(&context)
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        nettle_sha256_update(&context, bytes.count, start.assumingMemoryBound(to: UInt8.self))
    }

    /// The 32 bytes of the digest.
    consuming func finalize() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_SIZE)) { digest, count in
            nettle_sha256_whole_digest(&context, digest.baseAddress)
            count = Int(SHA256_DIGEST_SIZE)
        }
    }
}

private func hex(_ digest: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in digest {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
