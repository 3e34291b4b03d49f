import Glibc
import InfluenceText

/// What the environment says about where the output goes.
struct Terminal {
    let environment: (String) -> String?

    static var current: Terminal {
        Terminal { name in getenv(name).map { String(cString: $0) } }
    }

    /// The page of a descriptor: width and colours on a terminal, neither elsewhere. `COLUMNS` sets the width anywhere.
    func page(of descriptor: Int32) -> Page {
        let isTerminal = isatty(descriptor) == 1
        let columns = environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        return Page(
            width: columns ?? (isTerminal ? Self.windowWidth(descriptor) ?? 80 : nil),
            isColoured: isTerminal && allowsColour
        )
    }

    /// Source: https://no-color.org: any value but the empty one.
    var allowsColour: Bool {
        (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
    }

    private static func windowWidth(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
