import InfluenceModel

/// A POST by curl. Everything but the order to read it stands in curl's configuration on standard input, so that neither
/// address nor token shows in a list of processes; the body is its descriptor 3.
struct CurlRequest {
    let url: String
    let timeout: TimeSpan
    var headers: [String] = []

    /// The first one keeps ~/.curlrc out.
    static let arguments = ["--disable", "--config", "-"]

    private static let mark = "influenced-status:"
    private static let retryMark = "influenced-retry:"

    var configuration: [UInt8] {
        let seconds = max(1, timeout.microseconds / 1000)
        var lines = [
            "silent", "show-error",
            // Brackets and braces in an address stand for themselves.
            "globoff",
            // Nowhere else than where the administrator says: curl follows no redirect unless told to.
            "proto = \"=http,https\"",
            "url = \(Self.quoted(url))",
            "request = \"POST\"",
            "header = \"Content-Type: application/json\"",
            // Not "Expect: 100-continue", which some receivers wait over.
            "header = \"Expect:\"",
            "data-binary = \"@/dev/fd/3\"",
            "max-time = \"\(seconds / 1000).\(String(1000 + seconds % 1000).dropFirst())\"",
            "write-out = \"\\n\(Self.retryMark)%header{retry-after}\\n\(Self.mark)%{http_code}\"",
        ]
        lines += headers.map { "header = \(Self.quoted($0))" }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// As curl(1) says of configuration files.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            default: quoted.unicodeScalars.append(character)
            }
        }
        return quoted + "\""
    }

    /// The HTTP status, `nil` where there was no answer, when to come again if the answer says so, and what was answered.
    static func read(_ child: ChildRun.Outcome) -> (status: Int32?, retryAfter: RetryAfter?, output: String) {
        let tail = String(decoding: child.tail, as: UTF8.self)
        var status: Int32?
        // The last one is curl's; an answer may hold another.
        if let place = tail.ranges(of: mark).last {
            status = Int32(tail[place.upperBound...].prefix(3)).flatMap { $0 == 0 ? nil : $0 }
        }
        var retryAfter: RetryAfter?
        if let place = tail.ranges(of: retryMark).last {
            retryAfter = RetryAfter(tail[place.upperBound...].prefix { $0 != "\n" })
        }
        var output = String(decoding: child.output, as: UTF8.self)
        if let place = output.ranges(of: "\n" + retryMark).last {
            let rest = output[place.upperBound...].drop { $0 != "\n" }
            output = String(output[..<place.lowerBound]) + rest
        }
        if let place = output.ranges(of: "\n" + mark).last {
            // What curl has to complain of comes after it.
            let rest = output[place.upperBound...].dropFirst(3)
            output = String(output[..<place.lowerBound]) + rest
        }
        return (status, retryAfter, output)
    }

    /// What went wrong, by curl's exit status (curl(1), EXIT CODES) or else by what it says of it:
    /// `curl: (6) Could not resolve host: ...`; `nil` where it says nothing.
    static func problem(_ end: ChildRun.End, in output: String, _ timeout: TimeSpan) -> String? {
        switch end {
        case .status(7): return "connection refused or host unreachable"
        case .status(28): return "timed out after \(timeout)"
        case .status(52): return "the connection was closed without a reply"
        case .status(18), .status(56): return "the connection was closed in the middle of the reply"
        default: break
        }
        guard let start = output.range(of: "curl: (") else { return nil }
        let line = output[start.upperBound...].prefix { $0 != "\n" }
        guard let close = line.firstIndex(of: ")") else { return nil }
        let text = line[line.index(after: close)...].drop { $0 == " " }
        return text.isEmpty ? nil : String(text)
    }
}

extension String {
    /// The first place where `other` stands, byte for byte.
    fileprivate func range(of other: String) -> Range<Index>? { firstRange(of: other) }
}
