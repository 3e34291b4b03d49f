/// Something that reads bytes from outside, with what must hold whatever they are.
///
/// It must not trap, hang or take memory without bound, which libFuzzer sees by itself; and what it took must read back
/// to the same.
struct FuzzTarget: Sendable {
    let name: String
    let attempt: @Sendable ([UInt8]) -> Void

    /// One a row; `Seeds` has a folder for each.
    static let all = [
        FuzzTarget(name: "json", attempt: json),
        FuzzTarget(name: "framing", attempt: framing),
        FuzzTarget(name: "messages", attempt: messages),
        FuzzTarget(name: "interface", attempt: interface),
        FuzzTarget(name: "csv", attempt: csv),
        FuzzTarget(name: "yaml", attempt: yaml),
        FuzzTarget(name: "model", attempt: model),
        FuzzTarget(name: "rules", attempt: rules),
        FuzzTarget(name: "calendar", attempt: calendar),
        FuzzTarget(name: "zone", attempt: zone),
        FuzzTarget(name: "times", attempt: times),
        FuzzTarget(name: "pattern", attempt: pattern),
    ]
}
