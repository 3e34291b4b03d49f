import InfluenceModel

// What is written down: what has ended, and what begins.

extension DeliveryDispatcher {
    func note(_ delivery: AlertDelivery, _ obstacle: DeliveryActions.Obstacle) {
        switch obstacle {
        case .silenced: note(delivery, DeliveryResult.Outcome.silenced)
        case .overtaken: note(delivery, DeliveryResult.Outcome.overtaken)
        }
    }

    func note(_ delivery: AlertDelivery, _ outcome: DeliveryResult.Outcome) {
        results.append(DeliveryResult(id: delivery.id, outcome: outcome))
        lanes.hasEnded(delivery)
        guard !isTurnAsked else { return }
        isTurnAsked = true
        // In its turn: what ends until then is written in the same transaction, and so is what begins in its place.
        Task { turn() }
    }

    private func turn() {
        isTurnAsked = false
        // A message to an Alertmanager that has come due goes before the next delivery.
        refresh(clock.steady())
        begin()
        wakeup.wake()
    }

    /// Writes down what has ended, and what begins, before anything is handed over: whoever is killed from here on may have
    /// told.
    func write(beginning news: [Handover]) {
        let ended = recordAgain == nil ? results : []
        do {
            try record(ended, beginning: news)
        } catch {
            switch (ended.isEmpty, news.isEmpty) {
            case (_, true): keep(error)
            case (true, false): dare(error)
            case (false, false):
                // What of the two can be written is.
                do { try record(ended, beginning: []) } catch { keep(error) }
                do { try record([], beginning: news) } catch { dare(error) }
            }
        }
    }

    private func record(_ ended: [DeliveryResult], beginning news: [Handover]) throws {
        if ended.isEmpty, news.isEmpty { return }
        let clock = clock
        try outbox.record(
            ended,
            beginning: news,
            at: clock.now(),
            retrying: { clock.wall(ofSteady: $0) }
        )
        if ended.isEmpty { return }
        results = []
        lanes.written()
    }

    /// What has ended and cannot be written is kept, and not attempted again meanwhile.
    private func keep(_ error: any Error) {
        actions.report("what was delivered cannot be written down: \(error)")
        recordAgain = clock.steady().adding(seconds: 5)
    }

    /// Where nothing can be written down, somebody is told all the same.
    private func dare(_ error: any Error) {
        actions.report("that attempts begin cannot be written down: \(error)")
    }
}
