import CFuzzer
import Glibc

/// `influence-fuzz TARGET [libFuzzer's options] CORPUS...`; without arguments it lists the targets.
@main
enum Main {
    static func main() {
        guard chosen != nil else {
            for target in FuzzTarget.all { print(target.name) }
            exit(CommandLine.arguments.count > 1 ? 2 : 0)
        }
        // libFuzzer knows nothing of the target's name.
        var arguments = CommandLine.arguments.enumerated().filter { $0.offset != 1 }.map { strdup($0.element) } + [nil]
        var count = Int32(arguments.count - 1)
        let status = arguments.withUnsafeMutableBufferPointer { buffer in
            var start = buffer.baseAddress
            return LLVMFuzzerRunDriver(&count, &start, attempt)
        }
        exit(status)
    }
}

/// Named by the first argument.
private let chosen = FuzzTarget.all.first { CommandLine.arguments.dropFirst().first == $0.name }

private func attempt(data: UnsafePointer<UInt8>?, size: Int) -> Int32 {
    chosen?.attempt(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
}

/// Ends the process where a property does not hold, so that libFuzzer keeps the input.
func require(_ holds: Bool, _ property: @autoclosure () -> String) {
    if holds { return }
    let text = Array("does not hold: \(property())\n".utf8)
    _ = write(STDERR_FILENO, text, text.count)
    abort()
}
