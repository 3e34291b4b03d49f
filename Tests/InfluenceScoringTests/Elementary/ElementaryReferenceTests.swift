import Foundation
import InfluenceScoring
import InfluenceTestKit
import Testing

/// Random arguments of every size, and the hard ones, against mpmath.
///
/// Scripts/python-venv.sh makes the virtual environment, INFLUENCED_VENV says where it is; `make test` does both.
/// INFLUENCED_ELEMENTARY says how many arguments of exp and of log: `make check-elementary` takes a million.
@Suite(.enabled(if: ElementaryReference.python != nil, "INFLUENCED_VENV names no virtual environment with mpmath"))
struct ElementaryReferenceTests {
    private typealias Property = ElementaryPropertyTests

    @Test func `exp and log are rounded to the nearest double, the others are within a unit of the last place`()
        async throws
    {
        let count = ElementaryReference.count
        let part = count / 4
        // Of any size; of the size of scores; near 1, where a logarithm is small; around all that is a normal number.
        let numbers =
            Property.positive(stream: 201, count: part) + Property.uniform(0...100, stream: 202, count: part)
            + Property.uniform(0.98...1.02, stream: 203, count: part)
            + Property.uniform(0.5...2, stream: 204, count: part)
        let exponents =
            Property.uniform(-745...709, stream: 205, count: part) + Property.uniform(-1...1, stream: 206, count: part)
            + Property.uniform(-10...10, stream: 207, count: part)
            + Property.positive(stream: 208, count: part).map { $0 < 1 ? -$0 : $0 < 700 ? $0 : 1 / $0 }
        let few = count / 5
        let small = Property.uniform(-1...1, stream: 209, count: few)
        let tiny = Property.positive(stream: 210, count: few)
        let spread = exponents.thinned(few)
        let measured = try await ElementaryReference.compare([
            "exp": (exponents + HardArguments.exp.map(\.argument)).map { [$0, Elementary.exp($0)] },
            "log": (numbers + HardArguments.log.map(\.argument)).map { [$0, Elementary.log($0)] },
            "expm1": (spread + small).map { [$0, Elementary.expm1($0)] },
            "exp2": spread.map { [$0, Elementary.exp2($0)] },
            "log1p": (small + tiny).map { [$0, Elementary.log1p($0)] },
            "log2": numbers.thinned(few).map { [$0, Elementary.log2($0)] },
            "log10": numbers.thinned(few).map { [$0, Elementary.log10($0)] },
            "log2p1": (small + tiny).map { [$0, Elementary.log2p1($0)] },
            "log10p1": (small + tiny).map { [$0, Elementary.log10p1($0)] },
            "pow": (Array(zip(numbers.thinned(few), spread)) + zip(numbers.thinned(few), spread.reversed())).map {
                [$0, $1, Elementary.pow($0, $1)]
            },
        ])
        print(measured.map(\.line).joined(separator: "\n"))
        #expect(measured.count == 10)
        for figure in measured {
            switch figure.function {
            case "exp", "log": #expect(figure.misrounded == 0, "\(figure.line)")
            case "pow": #expect(figure.worst < 0.65, "\(figure.line)")
            default: #expect(figure.worst < 0.51, "\(figure.line)")
            }
            #expect(figure.worstSubnormal < 1, "\(figure.line)")
        }
    }
}

extension [Double] {
    /// So many of them, from all parts.
    fileprivate func thinned(_ count: Int) -> [Double] {
        let step = Swift.max(1, self.count / Swift.max(1, count))
        return stride(from: 0, to: self.count, by: step).map { self[$0] }
    }
}

enum ElementaryReference {
    /// Of a comparison: how many results are not the double nearest to the true value, and how far the worst is off, in
    /// units of its last place, among normal results and among subnormal ones.
    struct Figure {
        let function: String
        let misrounded: Int
        let worst: Double
        let worstSubnormal: Double
        let line: String

        init?(_ line: Substring) {
            let fields = line.split(separator: " ")
            guard fields.count > 4, let misrounded = Int(fields[2]), let worst = Double(fields[3]),
                let worstSubnormal = Double(fields[4])
            else { return nil }
            function = String(fields[0])
            self.misrounded = misrounded
            self.worst = worst
            self.worstSubnormal = worstSubnormal
            self.line = String(line)
        }
    }

    static let python: String? = {
        guard let folder = ProcessInfo.processInfo.environment["INFLUENCED_VENV"] else { return nil }
        let path = folder + "/bin/python3"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    static let count = ProcessInfo.processInfo.environment["INFLUENCED_ELEMENTARY"].flatMap { Int($0) } ?? 200_000

    private static let script = Repository.path("Scripts/elementary-reference.py")

    /// - Parameter results: Of each function arguments and result.
    static func compare(_ results: KeyValuePairs<String, [[Double]]>) async throws -> [Figure] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "elementary-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        var arguments = [script]
        for (function, records) in results {
            let file = folder.appending(path: function)
            try Data(
                records.lazy.joined().flatMap { number in
                    withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }
                }
            ).write(to: file)
            arguments.append("\(function)=\(file.path)")
        }
        let process = Process()
        process.executableURL = URL(filePath: python ?? "/nonexistent")
        process.arguments = arguments
        let output = folder.appending(path: "output")
        try Data().write(to: output)
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        #expect(process.terminationStatus == 0)
        return try String(contentsOf: output, encoding: .utf8).split(separator: "\n").compactMap { Figure($0) }
    }
}
