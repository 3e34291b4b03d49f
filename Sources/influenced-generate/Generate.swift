import InfluenceDescription

import Glibc

/// Writes the Swift types of interfaces: `influenced-generate FOLDER FILE...` reads the `.varlink` files and writes what it
/// makes of each into the folder. `make generate` calls it; what it writes is checked in.
@main
struct Generate {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard let folder = arguments.first, arguments.count > 1 else {
            complain("usage: influenced-generate FOLDER FILE...")
            exit(2)
        }
        do {
            try generate(Array(arguments.dropFirst()), into: folder)
        } catch {
            complain("\(error)")
            exit(1)
        }
    }

    private static func generate(_ paths: [String], into folder: String) throws {
        var known: [InterfaceDescription] = []
        for path in paths {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let text = try TextFile.read(path)
            do {
                let description = try InterfaceDescription(parsing: text)
                for file in try SwiftInterface(description, from: name, besides: known).files() {
                    try TextFile.write(file.text, to: "\(folder)/\(file.name)")
                }
                known.append(description)
            } catch let error as DescriptionError {
                throw TextFile.Failure(description: "\(path):\(error)")
            } catch let error as UnusableName {
                throw TextFile.Failure(description: "\(path): \(error)")
            }
        }
    }

    private static func complain(_ text: String) {
        let line = Array("influenced-generate: \(text)\n".utf8)
        _ = write(2, line, line.count)
    }
}
