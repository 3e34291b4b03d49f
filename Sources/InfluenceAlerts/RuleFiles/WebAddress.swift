/// The address of a web service: `https://chat.example.org:8443/hooks/x?y=z`.
/// Source: RFC 3986, "URI: Generic Syntax", without what a hook never needs: users, passwords, fragments.
package enum WebAddress {
    /// What is wrong with it, with what would be right; `nil` where nothing is.
    package static func problem(_ text: String) -> String? {
        let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
        guard let scheme else { return "write one that begins with http:// or https://" }
        // What else there is has to be written as %20.
        if let wrong = text.unicodeScalars.first(where: { !isPlain($0) }) {
            return "the character \(shown(wrong)) does not belong there; write it as % and its two digits"
        }
        if let problem = problem(withPercentsOf: text) { return problem }
        if text.contains("#") { return "what follows '#' is never sent; leave it out" }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { return "one with a user or a password is not taken; use 'credential'" }
        return problem(withAuthority: authority)
    }

    /// A host, and a port after a colon.
    private static func problem(withAuthority authority: Substring) -> String? {
        var host = authority
        var port: Substring?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return "the ']' after the address is missing" }
            host = authority[authority.index(after: authority.startIndex)..<end]
            guard host.contains(":"), host.utf8.allSatisfy(isAddress) else {
                return "'\(host)' between brackets is no address of IPv6"
            }
            let after = authority[authority.index(after: end)...]
            guard after.isEmpty || after.hasPrefix(":") else { return "after ']' comes ':' and a port, or '/'" }
            port = after.isEmpty ? nil : after.dropFirst()
        } else {
            if let colon = authority.firstIndex(of: ":") {
                host = authority[..<colon]
                port = authority[authority.index(after: colon)...]
            }
            guard !host.isEmpty else { return "it names no host" }
            guard host.utf8.count <= 253, host.utf8.allSatisfy(isName) else {
                return "'\(host)' is no name of a host; write letters, digits, '-' and '.'"
            }
            let labels = host.split(separator: ".", omittingEmptySubsequences: false)
            // One dot at the end is right: the name is whole.
            let named = labels.last == "" ? labels.dropLast() : labels[...]
            guard !named.isEmpty, named.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 63 && !$0.hasPrefix("-") }) else {
                return "'\(host)' is no name of a host: a part of it is empty, too long, or begins with '-'"
            }
        }
        guard let port else { return nil }
        guard port.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(port), (1...65_535).contains(number)
        else { return "'\(port)' is no port; write 1...65535" }
        return nil
    }

    private static func problem(withPercentsOf text: String) -> String? {
        let bytes = Array(text.utf8)
        for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "%") {
            let digits = bytes[(place + 1)...].prefix(2)
            guard digits.count == 2, digits.allSatisfy(isHexadecimal) else {
                return "after '%' come two hexadecimal digits; write %25 for the sign itself"
            }
        }
        return nil
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        (0x21...0x7E).contains(scalar.value) && !"\"<>\\^`{|}".unicodeScalars.contains(scalar)
    }

    private static func shown(_ scalar: Unicode.Scalar) -> String {
        (0x21...0x7E).contains(scalar.value) || scalar.value > 0xA0
            ? "'\(scalar)'" : "U+" + String(scalar.value + 0x1_0000, radix: 16, uppercase: true).dropFirst()
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...70).contains(byte & 0xDF)
    }

    /// Of IPv6, with a dotted end or a zone.
    private static func isAddress(_ byte: UInt8) -> Bool { isHexadecimal(byte) || ":.%".utf8.contains(byte) }

    private static func isName(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte & 0xDF) || "-._".utf8.contains(byte)
    }
}
