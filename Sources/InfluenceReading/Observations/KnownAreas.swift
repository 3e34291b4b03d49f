internal import InfluenceModel
internal import InfluenceText

/// The countries or powers of a model, and which of them another text was meant for.
struct KnownAreas: Sendable {
    struct Area: Sendable {
        let id: String
        let name: String
    }

    private let ids: Set<String>
    private let areas: [Area]

    init(_ areas: [Area]) {
        var seen: Set<String> = []
        self.areas = areas.filter { seen.insert($0.id).inserted }
        ids = seen
    }

    func contains(_ id: String) -> Bool { ids.contains(id) }

    /// One with that code in another system, or of that name, or an id much like it; `nil` where none is. Codes that no
    /// area of the model has, but ISO 3166 and `WLD`, are found too.
    func meant(by text: String) -> String? {
        if let same = same(as: text) { return same }
        let upper = Self.trimmed(text).uppercased()
        guard upper.utf8.count <= 8 else {
            return NearestName.find(text, among: areas.map(\.name)).flatMap { id(ofName: $0) }
        }
        return NearestName.find(upper, among: areas.map(\.id))
    }

    /// The one that has that code in another system, or that name: no guess.
    func same(as text: String) -> String? {
        let upper = Self.trimmed(text).uppercased()
        if contains(upper) || upper == PowerID.world.text { return upper }
        if let other = AreaCodes.meant(by: upper),
            contains(other) || AreaCodes.isCountry(other) || other == PowerID.world.text
        {
            return other
        }
        let name = Self.letters(upper)
        return areas.first { Self.letters($0.name.uppercased()) == name }?.id
    }

    /// `; did you mean 'KAZ'? known: KAZ, UZB`
    func hint(for text: String) -> String {
        NearestName.hint(
            for: text,
            among: areas.map(\.id),
            meant: meant(by: text).flatMap { contains($0) ? $0 : nil }
        )
    }

    private func id(ofName name: String) -> String? {
        areas.first { $0.name == name }?.id
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// Without blanks and what stands for them in ids.
    private static func letters(_ text: String) -> String {
        text.filter { !$0.isWhitespace && $0 != "_" }
    }
}
