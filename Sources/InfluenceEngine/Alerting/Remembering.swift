/// What gives the answer that it found once to whoever asks the same again.
protocol Remembering: AnyObject {}

extension Remembering {
    /// - Parameters:
    ///   - memory: of such questions; what is found while `ask` runs may lie in it too.
    func recall<Key: Hashable, Answer>(
        _ key: Key,
        _ memory: ReferenceWritableKeyPath<Self, [Key: Answer]>,
        _ ask: () -> Answer
    ) -> Answer {
        if let known = self[keyPath: memory][key] { return known }
        let answer = ask()
        self[keyPath: memory][key] = .some(answer)
        return answer
    }
}
