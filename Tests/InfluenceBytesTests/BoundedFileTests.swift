import Glibc
import InfluenceBytes
import InfluenceTestKit
import Testing

@Suite struct BoundedFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `A file of exactly the limit is read, and one byte more is refused with its size`() throws {
        let path = try folder.write("12345", to: "five")
        #expect(try BoundedFile.read(path, limit: 5).get() == Array("12345".utf8))
        #expect(BoundedFile.read(path, limit: 4) == .failure(.tooLarge(size: 5)))
        #expect(BoundedFile.read(path, limit: 0) == .failure(.tooLarge(size: 5)))
    }

    @Test func `A file larger than a piece is read whole`() throws {
        let text = String(repeating: "x", count: 200_001)
        let path = try folder.write(text, to: "large")
        #expect(try BoundedFile.read(path, limit: 200_001).get().count == 200_001)
    }

    @Test func `A file whose size is not on record is read within the limit too`() throws {
        #expect(try !BoundedFile.read("/proc/self/status", limit: 65_536).get().isEmpty)
        guard case .failure(.tooLarge) = BoundedFile.read("/proc/self/status", limit: 10) else {
            Issue.record("more than the limit was read")
            return
        }
    }

    @Test func `What is no regular file is refused at once`() throws {
        let pipe = folder["pipe"]
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(BoundedFile.read(pipe, limit: 10) == .failure(.notRegular))
        #expect(BoundedFile.read(folder.path, limit: 10) == .failure(.notRegular))
        #expect(BoundedFile.read("/dev/zero", limit: 10) == .failure(.notRegular))
    }

    @Test func `A stream is read to its end within the limit, and a regular file whatever its size`() throws {
        let path = try folder.write(String(repeating: "x", count: 70_000), to: "large")
        #expect(try BoundedFile.read(stream: path, limit: 10).get().count == 70_000)
        #expect(BoundedFile.read(stream: "/dev/null", limit: 0) == .success([]))
        #expect(BoundedFile.read(stream: "/dev/zero", limit: 100_000) == .failure(.tooLarge(size: 131_072)))
        #expect(BoundedFile.read(stream: folder["none"], limit: 10) == .failure(.system(ENOENT)))
        #expect(BoundedFile.read(stream: folder.path, limit: 10) == .failure(.system(EISDIR)))
    }

    @Test func `What is not there is told from what cannot be read`() throws {
        let file = try folder.write("", to: "file")
        for path in [folder["none"], file + "/below", ""] {
            guard case .failure(let problem) = BoundedFile.read(path, limit: 10) else {
                Issue.record("'\(path)' was read")
                continue
            }
            #expect(problem.isMissing)
        }
        guard case .failure(let problem) = BoundedFile.read(String(repeating: "x", count: 300), limit: 10) else {
            Issue.record("a name of 300 bytes was read")
            return
        }
        #expect(!problem.isMissing && problem.reason == "File name too long")
    }
}
