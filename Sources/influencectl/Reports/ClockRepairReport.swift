import InfluenceControl

/// What a repair of the clock came to.
struct ClockRepairReport: Report {
    let document: JSONValue

    func table(_ page: Page) -> String {
        let isDry = document["dry_run"].boolValue == true
        guard let ahead = document["ahead_seconds"].numberValue else {
            guard document["believed"].boolValue == true else {
                return "nothing lies in the future: nothing to repair\n"
            }
            return (isDry ? "the clock would be believed again\n" : "the clock is believed again\n") + recomputed
        }
        let would = isDry ? "would be " : ""
        let backup = document["backup"].stringValue.map {
            "backup: \(printable($0)) (\(document["size_bytes"].numberValue.map(binarySize) ?? "-"))\n"
        }
        return (backup ?? "") + "the last run or import lay \(duration(ahead)) in the future\n"
            + "\(would)set aside: \(runs)\n"
            + "\(would)recorded again: \(counted(document["imports"].integerValue ?? 0, "import"))\n" + recomputed
    }

    private var runs: String {
        let count = document["runs_set_aside"].integerValue ?? 0
        guard count > 0 else { return "no run" }
        let (first, last) = (document["first_run"].shown, document["last_run"].shown)
        return count == 1
            ? "run \(first) ('--run \(first)' shows it)"
            : "\(count) runs, \(first) to \(last) ('--run \(first)' shows the first)"
    }

    private var recomputed: String {
        if let error = document["run_error"].stringValue {
            return "the recomputation failed, and is tried again: \(printable(error))\n"
        }
        return document["run"].isNull ? "" : sentence(ofRun: document["run"]) + "\n"
    }
}
