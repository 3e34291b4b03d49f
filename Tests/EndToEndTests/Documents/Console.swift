import Foundation

/// A block in which somebody types commands and reads what they print.
struct Console {
    /// One command and its output.
    struct Step {
        let command: String
        /// Where the command stands in the page, from 0.
        let line: Int
        /// The lines of its output in the page.
        let output: Range<Int>
    }

    let steps: [Step]

    /// - Returns: `nil` where the block begins with no command.
    init?(_ fence: Markdown.Fence, of page: Markdown) {
        var steps: [Step] = []
        var number = fence.body.lowerBound
        guard number < fence.closing, page.lines[number].hasPrefix("$ ") else { return nil }
        while number < fence.closing {
            let line = number
            var command = String(page.lines[number].dropFirst(2))
            number += 1
            while command.hasSuffix("\\"), number < fence.closing {
                command += "\n" + page.lines[number]
                number += 1
            }
            let begin = number
            while number < fence.closing, !page.lines[number].hasPrefix("$ ") { number += 1 }
            steps.append(Step(command: command, line: line, output: begin..<number))
        }
        self.steps = steps
    }
}

/// What a command printed, in the form in which it is compared: without what differs from machine to machine. Results keep
/// every digit.
struct Printed: Equatable {
    let lines: [String]

    /// - Parameters:
    ///   - root: the folder in which the commands ran: paths are written as if it were the root of the system.
    ///   - user: who ran them; pages call them root.
    init(_ text: String, root: String? = nil, user: String = NSUserName()) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = String(line)
            if let root { line = line.replacing(root, with: "") }
            while line.last?.isWhitespace == true { line.removeLast() }
            return line
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        written = lines
        self.lines = lines.map { Self.comparable($0, user) }
    }

    /// As it is written into a page.
    let written: [String]

    private static func comparable(_ line: String, _ user: String) -> String {
        var line = line
        // Ids: hexadecimal, with a letter that no number has.
        line = line.replacing(#/\b[0-9a-f]{8,64}\b/#) { match in
            match.0.contains(where: "abcdf".contains) && match.0.contains(where: \.isNumber) ? "ID" : match.0
        }
        // What the machine is: sizes on its disk, how long a program took.
        line = line.replacing(#/\b(?:[0-9.]+ [KMGT]iB|[0-9]+ bytes)\b/#, with: "SIZE")
        line = line.replacing(#/\bdelivered in [0-9.]+ m?s\b/#, with: "delivered in TIME")
        if user != "root" { line = line.replacing(#/[\w.\-]+/#) { $0.0 == user ? "root" : $0.0 } }
        // Columns are as wide as what stands in them.
        return line.replacing(#/ {2,}/#, with: "  ").replacing(#/ +$/#, with: "")
    }

    static func == (left: Printed, right: Printed) -> Bool { left.lines == right.lines }

    /// How `self` differs from what was expected, as lines with `-` and `+`, and those around them.
    func difference(from expected: Printed) -> String {
        let head = zip(lines, expected.lines).prefix { $0 == $1 }.count
        let tail = zip(lines.dropFirst(head).reversed(), expected.lines.dropFirst(head).reversed())
            .prefix { $0 == $1 }.count
        let context = lines[max(0, head - 2)..<head].map { "  " + $0 }
        let missing = expected.written[head..<(expected.lines.count - tail)].map { "- " + $0 }
        let found = written[head..<(lines.count - tail)].map { "+ " + $0 }
        return (context + missing + found).joined(separator: "\n")
    }
}
