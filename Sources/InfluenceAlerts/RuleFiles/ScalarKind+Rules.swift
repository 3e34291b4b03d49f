import InfluenceFiles
import InfluenceModel

extension ScalarKind where Value == TimeSpan {
    /// `2h`, `90min`, `7d`, up to ``TimeSpan/longest``.
    static var span: Self {
        ScalarKind { text in
            do throws(TimeSpanError) {
                let span = try TimeSpan(text)
                guard span <= .longest else {
                    return .failure(ScalarProblem("'\(text)' is longer than \(TimeSpan.longestInWords)"))
                }
                return .success(span)
            } catch {
                return .failure(ScalarProblem(error.description))
            }
        }
    }

    static var positiveSpan: Self {
        span.requiring({ $0.microseconds > 0 }) { "'\($0)' is no time at all; it must be longer" }
    }
}

extension ScalarKind where Value == String {
    /// Any text that a program can be handed.
    static var word: Self {
        anyText.requiring({ !$0.utf8.contains(0) }) { _ in
            "a word of 'command' holds a zero byte, which ends it for the program"
        }
    }

    /// The id of a rule, the name of a hook or of a credential.
    static var name: Self {
        ScalarKind(
            expected: "a name; write letters, digits, '-', '_' and '.', beginning with a letter or digit, at most 64"
        ) {
            let bytes = $0.utf8
            let isPlain = { (byte: UInt8) in (65...90).contains(byte & 0xDF) || (48...57).contains(byte) }
            guard let first = bytes.first, isPlain(first), bytes.count <= 64 else { return nil }
            return bytes.allSatisfy { isPlain($0) || "-_.".utf8.contains($0) } ? $0 : nil
        }
    }

    /// The address of a web service, as curl takes it.
    static var url: Self {
        ScalarKind { text in
            if let problem = WebAddress.problem(text) {
                // It may hold a password.
                let shown = text.contains("@") ? "that" : "'\(text)'"
                return .failure(ScalarProblem("\(shown) is no web address: \(problem)"))
            }
            return .success(text)
        }
    }
}

extension ScalarKind {
    /// The kind's value, or `off`.
    static func orOff<Inner>(_ kind: ScalarKind<Inner>) -> ScalarKind<Inner?> where Value == Inner? {
        ScalarKind<Inner?> { $0 == "off" ? .success(nil) : kind.read($0).map { .some($0) } }
    }
}
