import ArgumentParser
import InfluenceControl

/// The options that many commands share, described once.
extension ArgumentHelp {
    static let country = ArgumentHelp("Host country, as in KAZ.", valueName: "country")
    static let power = ArgumentHelp("External power, as in CHN.", valueName: "power")
    static let powerOfNode = ArgumentHelp(
        "External power, as in CHN; of a measure a pair, as in RUS+CHN, or WLD, where it is of those.",
        valueName: "power"
    )
    static let node = ArgumentHelp("Node of the model: its root, a dimension or an indicator.", valueName: "node")
    static let indicator = ArgumentHelp("Indicator of the model, weighted or tracked.", valueName: "indicator")
    static let period = ArgumentHelp(
        "Reference period, as in 2023, 2023-Q3 or 2023-09 (default: the last one computed).",
        valueName: "period"
    )
    static let asOf = ArgumentHelp(
        "Answer as the daemon would have at this time, as in 2026-01-31 or 2026-01-31T12:00:00Z.",
        valueName: "time"
    )
    static let since = ArgumentHelp(
        "Why it changed: since a period, as in 2022, or a time, as in 2026-01-31T00:00:00Z.",
        valueName: "period or time"
    )
    static let from = ArgumentHelp("First period.", valueName: "period")
    static let to = ArgumentHelp("Last period.", valueName: "period")
}

/// Ids of countries and powers are upper-case; people type them, or names in their place, as they like.
@Sendable func upperCased(_ text: String) -> String {
    text.uppercased()
}

/// What somebody has typed, by the id that the answer has for it.
func named(_ typed: String?, _ id: String?) -> String? {
    typed.map { id ?? $0 }
}

/// Completions that ask the daemon for the ids of its model; none where it cannot be reached.
extension CompletionKind {
    static var countries: CompletionKind {
        .custom { words, _, _ in completions(words, asking: IndexInterface.GetModel.self) { $0.countries.map(\.id) } }
    }

    static var powers: CompletionKind {
        .custom { words, _, _ in completions(words, asking: IndexInterface.GetModel.self) { $0.powers.map(\.id) } }
    }

    static var nodes: CompletionKind {
        .custom { words, _, _ in completions(words, asking: IndexInterface.GetModel.self) { $0.nodes.map(\.node) } }
    }

    static var measures: CompletionKind {
        .custom { words, _, _ in
            // Asked for one that there is none of, the daemon names all that the model has, and computes nothing.
            let session = Session.usual(socket: socketOption(in: words), timeout: 0.5)
            do throws(Failure) {
                _ = try session.call(IndexInterface.GetMeasures.self, .init(measure: "?"))
            } catch .refused(let error) {
                return IndexInterface.UnknownMeasure(error)?.known ?? []
            } catch {}
            return []
        }
    }

    static var indicators: CompletionKind {
        .custom { words, _, _ in
            completions(words, asking: IndexInterface.GetModel.self) { model in
                model.nodes.filter { $0.kind != .aggregate }.map(\.node)
            }
        }
    }
}

/// What a method knows, each once; nothing where the daemon cannot be reached.
func completions<Method: VarlinkMethod>(
    _ words: [String],
    asking method: Method.Type,
    _ ids: (Method.Output) -> [String]
) -> [String] {
    let session = Session.usual(socket: socketOption(in: words), timeout: 0.5)
    guard let input = try? Method.Input(json: .object([:])), let answer = try? session.call(method, input) else {
        return []
    }
    return distinct(ids(answer.reply).filter { !$0.isEmpty })
}

/// The socket that a command line names which is still being typed.
private func socketOption(in words: [String]) -> String? {
    var socket: String?
    for (index, word) in words.enumerated() {
        if word == "--socket", index + 1 < words.count { socket = words[index + 1] }
        if word.hasPrefix("--socket=") { socket = String(word.dropFirst("--socket=".count)) }
    }
    return socket
}
