import Testing

/// A receiver that forgets nothing and closes nothing by itself, as the judge: whatever happens to data, rules, hooks,
/// silences and the daemon, once all is at rest it believes what is true.
@Suite(.timeLimit(.minutes(10))) struct JudgeTests {
    @Test(arguments: [1, 2, 4, 5, 6, 7, 8, 10, 11, 12, 13] as [UInt64])
    func `When all is at rest each receiver knows what is open, and nothing else`(seed: UInt64) async throws {
        var history = try await JudgedHistory(seed)
        for _ in 0..<16 {
            for _ in 0..<12 { try await history.act() }
            try await history.rest()
            try history.judge()
        }
        let (opened, kills, receivers) = (history.opened, history.kills, history.receivers)
        #expect(opened > 10 && receivers.count > 20 && receivers.groups > 5, "\(opened) \(receivers.count)")
        #expect(kills > 0 && receivers.repeated > 0, "\(kills) \(receivers.repeated)")
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func `Whatever backup is put back, and however the clock was set since, they end with the truth`(seed: UInt64)
        async throws
    {
        var history = try await JudgedHistory(seed, JudgedHistory.restoring)
        for _ in 0..<16 {
            for _ in 0..<12 { try await history.act() }
            try await history.rest()
            try history.judge()
        }
        #expect(history.restores > 5 && history.opened > 5, "\(history.restores) \(history.opened)")
    }
}
