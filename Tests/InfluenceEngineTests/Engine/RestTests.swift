import Glibc
import InfluenceEngine
import Testing

@Suite(.timeLimit(.minutes(5))) struct RestTests {
    @Test func `A little after work the program's own pages are given back, and it goes on`() async {
        // Alone in a process: other tests use the program meanwhile.
        await #expect(processExitsWith: .success) {
            let before = residentFileKiB()
            try #require(before > 4_096)
            let rest = Rest(after: .zero)
            rest.worked()
            while residentFileKiB() * 2 > before { try await Task.sleep(for: .milliseconds(1)) }
        }
    }
}

/// How much of files is in this process's memory, in KiB.
private func residentFileKiB() -> Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
        let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split { $0 == ":" || $0 == " " || $0 == "\t" }
        if words.first == "RssFile", words.count > 1 { return Int(words[1]) ?? 0 }
    }
    return 0
}
