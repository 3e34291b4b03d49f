import Glibc

/// What numpy needs for the same work on this machine, measured in the same run: see `Benchmarks/numpy`.
struct NumpyBaseline {
    private static let script = "Benchmarks/numpy/run.sh"
    /// By name.
    private let figures: [Substring: Double]

    /// Takes half a minute, most of it to install numpy where it is thrown away afterwards.
    /// - Throws: where there is no Python, no numpy, or the program was not started in the package's folder.
    init() throws {
        let folder = try TemporaryFolder()
        let (output, errors) = (folder["figures"], folder["errors"])
        guard access(Self.script, X_OK) == 0 else {
            throw Obstacle("there is no \(Self.script) here; start it in the package's folder")
        }
        guard try ChildProcess([Self.script], output: (output, errors)).wait() else {
            let reason = SystemFile.text(errors).split(separator: "\n").last ?? ""
            throw Obstacle("numpy could not be measured: \(reason)")
        }
        var figures: [Substring: Double] = [:]
        for line in SystemFile.text(output).split(separator: "\n") {
            let fields = line.split(separator: "\t")
            if fields.count == 3, let figure = Double(fields[1]) { figures[fields[0]] = figure }
        }
        self.figures = figures
    }

    subscript(name: String) -> Double {
        get throws {
            guard let figure = figures[name[...]] else { throw Obstacle("numpy did not report \(name)") }
            return figure
        }
    }
}
