extension Store {
    /// The openings of open alerts of which the last that happened was kept from a hook, by a silence or an
    /// acknowledgement: once that ends, the alert is to be told of again.
    package func withheldOpenings() throws(StoreError) -> Set<String> {
        try kept(\.withheld) { () throws(StoreError) in try readWithheldOpenings() }
    }

    private func readWithheldOpenings() throws(StoreError) -> Set<String> {
        try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT opening FROM alert
                WHERE opening IS NOT NULL AND EXISTS (
                    SELECT 1 FROM delivery WHERE state = 'silenced' AND event = (
                        SELECT max(number) FROM alert_event
                        WHERE alert_event.opening = alert.opening AND kind <> 'held'
                    )
                )
                """
            )
            var openings = Set<String>()
            try select.forEachRow {
                openings.insert(select.text(0))
                return true
            }
            return openings
        }
    }
}
