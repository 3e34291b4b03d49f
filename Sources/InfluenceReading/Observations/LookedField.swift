internal import InfluenceText

/// A field's meaning, and a number that stands for its text among those of its column: -1 for an empty one.
struct LookedField<Value> {
    let number: Int
    let meaning: Meaning<Value>?

    /// - Parameters:
    ///   - cache: What the column's texts mean, as far as they were seen.
    ///   - make: What a text means that was not.
    init(
        _ field: CSVField,
        _ cache: inout TextCache<Meaning<Value>>,
        _ bytes: Span<UInt8>,
        _ make: (String) -> Meaning<Value>
    ) {
        guard !field.isEmpty else {
            (number, meaning) = (-1, nil)
            return
        }
        let entry = cache.entry(
            at: field.start..<field.end,
            in: bytes,
            isKept: FieldMeanings.isKept
        ) { field.text(in: bytes).flatMap(make) }
        (number, meaning) = (entry.number, entry.value)
    }
}
