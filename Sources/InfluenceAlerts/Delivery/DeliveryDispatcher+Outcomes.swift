import InfluenceModel

// What becomes of attempts, at the journal and at hooks.

extension DeliveryDispatcher {
    /// Never given up: whoever reads the journal reads everything, if late.
    private static let journalRetry = RetryPolicy(maxAttempts: .max, longest: .seconds(60))

    func tell(_ handover: Handover) async {
        var error: String?
        for delivery in handover.deliveries where error == nil { error = await actions.journal(delivery) }
        lanes.end(handover)
        if let error {
            // It is the stop that nobody waited for.
            if !isClosed { journalFailed(handover, error) }
        } else {
            for delivery in handover.deliveries { note(delivery, .delivered) }
        }
        if isIdle { idle?.finish() }
    }

    /// What it did not take of one event it takes of none for a while.
    private func journalFailed(_ handover: Handover, _ error: String) {
        let delay = Self.journalRetry.delay(afterFailures: handover.attempts + 1, chance: chance()).microseconds
        let steady = clock.steady().adding(microseconds: delay)
        journalAgain = max(journalAgain ?? steady, steady)
        for delivery in handover.deliveries { note(delivery, .failed(error: error, retryAt: steady)) }
    }

    // MARK: Hooks

    func ended(_ handover: Handover, _ hook: Hook, _ outcome: DeliveryActions.Attempt) {
        lanes.end(handover)
        switch outcome {
        case .delivered:
            if refreshes[hook.name] == nil, hooks[hook.name] == hook { plan(refreshOf: hook) }
            for delivery in handover.deliveries { note(delivery, .delivered) }
        case .failed(let error, let retryAfter):
            // Whoever ends a hook because the daemon stops does not call that a failed attempt.
            if isClosed { break }
            let failed = failure(of: handover, hook, error, retryAfter)
            for delivery in handover.deliveries { note(delivery, failed) }
        }
        if isIdle { idle?.finish() }
    }

    private func failure(
        of handover: Handover,
        _ hook: Hook,
        _ error: String,
        _ retryAfter: RetryAfter?
    ) -> DeliveryResult.Outcome {
        // Of a hook that is another one by now, or none, it says nothing.
        if hooks[hook.name]?.action != hook.action { return .failed(error: error, retryAt: clock.steady()) }
        let failures = handover.attempts + 1
        guard failures < hook.retry.maxAttempts else {
            let what = handover.group == nil ? handover.key : "group \(handover.key)"
            actions.report("\(what) was not delivered to \(hook.name) in \(failures) attempts: \(error)")
            return .dead(error: error, fallback: hook.fallback)
        }
        let own = hook.retry.delay(afterFailures: failures, chance: chance())
        let delay = max(own, retryAfter?.span(at: clock.now()) ?? own)
        return .failed(error: error, retryAt: clock.steady().adding(microseconds: delay.microseconds))
    }
}
