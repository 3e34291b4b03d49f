import InfluenceControl

/// What a repair of the clock came to.
struct ClockRepairReport: ReplyReport {
    let answer: Answer<AdminInterface.RepairClock.Output>

    func table(_ page: Page) -> String {
        let isDry = reply.dryRun
        guard let ahead = reply.aheadSeconds else {
            guard reply.believed else {
                return "nothing lies in the future: nothing to repair\n"
            }
            return (isDry ? "the clock would be believed again\n" : "the clock is believed again\n") + recomputed
        }
        let would = isDry ? "would be " : ""
        let backup = reply.backup.map {
            "backup: \(printable($0)) (\(reply.sizeBytes.map { binarySize(Double($0)) } ?? "-"))\n"
        }
        return (backup ?? "") + "the last run or import lay \(duration(ahead)) in the future\n"
            + "\(would)set aside: \(runs)\n"
            + "\(would)recorded again: \(counted(reply.imports, "import"))\n" + recomputed
    }

    private var runs: String {
        let count = reply.runsSetAside
        guard count > 0 else { return "no run" }
        let (first, last) = (reply.firstRun.shown, reply.lastRun.shown)
        return count == 1
            ? "run \(first) ('--run \(first)' shows it)"
            : "\(count) runs, \(first) to \(last) ('--run \(first)' shows the first)"
    }

    private var recomputed: String {
        if let error = reply.runError {
            return "the recomputation failed, and is tried again: \(printable(error))\n"
        }
        return reply.run.map { sentence(ofRun: $0) + "\n" } ?? ""
    }
}
