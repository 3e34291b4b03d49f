import InfluenceModel
import InfluenceText

/// What people call the members of a model: by their ids, or by their names and titles as they are printed; in any case.
extension Model {
    /// - Returns: `nil` also where several are called so.
    func country(called text: String) -> Country? {
        Self.member(called: text, of: countries, id: \.id.text, title: \.name)
    }

    func power(called text: String) -> Power? {
        Self.member(called: text, of: powers, id: \.id.text, title: \.name)
    }

    /// An element of the tree.
    func node(called text: String) -> Node? {
        Self.member(called: text, of: nodes, id: \.id.text, title: \.title)
    }

    /// A leaf of the tree, or a tracked indicator.
    func indicator(called text: String) -> Indicator? {
        indicator(NodeID(text))
            ?? Self.member(called: text, of: indicators + tracked, id: \.id.text, title: \.title)
    }

    /// An element of the tree or a tracked indicator.
    func series(called text: String) -> NodeID? {
        node(called: text)?.id ?? indicator(called: text)?.id
    }

    /// The id of a pair of powers in the order in which they are called: `China+Russia`.
    func pair(called text: String) -> PowerID? {
        let sides = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        guard sides.count == 2, let first = power(called: sides[0]), let second = power(called: sides[1]) else {
            return nil
        }
        return PowerPair(first.id, second.id).id
    }

    /// An id of its own comes before a title of another, and both as they are written before those in another case.
    private static func member<Member>(
        called text: String,
        of members: [Member],
        id: KeyPath<Member, String>,
        title: KeyPath<Member, String>
    ) -> Member? {
        if let found = members.first(where: { $0[keyPath: id] == text }) { return found }
        let wanted = text.uppercased()
        for name in [id, title] {
            let found = members.filter { $0[keyPath: name].uppercased() == wanted }
            if let first = found.first { return found.count == 1 ? first : nil }
        }
        return nil
    }

    // MARK: What may have been meant

    /// The id of the country whose name is most like a text; `nil` where some id is, or none.
    func country(like text: String) -> String? {
        Self.member(like: text, countries.map { ($0.id.text, $0.name) })
    }

    func power(like text: String) -> String? {
        Self.member(like: text, powers.map { ($0.id.text, $0.name) })
    }

    func node(like text: String) -> String? {
        Self.member(like: text, nodes.map { ($0.id.text, $0.title) })
    }

    func indicator(like text: String) -> String? {
        Self.member(like: text, (indicators + tracked).map { ($0.id.text, $0.title) })
    }

    private static func member(like text: String, _ members: [(id: String, title: String)]) -> String? {
        guard NearestName.find(text, among: members.map(\.id)) == nil,
            let title = NearestName.find(text, among: members.map(\.title).filter { !$0.isEmpty })
        else { return nil }
        return members.first { $0.title == title }?.id
    }
}
