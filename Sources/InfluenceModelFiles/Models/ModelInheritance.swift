internal import InfluenceFiles

/// What a model file changes in the file it extends.
///
/// Its keys replace those of the same name. `nodes` and `indicators` are merged by `id`: an entry with a known id
/// replaces just the keys it gives, in the place of the old entry; an entry with a new id is added at the end. `defaults`
/// are merged key by key. In both a `transform` takes its companions with it: the inherited `min_total`, `tolerance`, `else`
/// and `levels` go, and of a list the inherited `window`. No entry can be removed; of a key some words say that there is
/// nothing (``AbsentKeys``).
///
/// Works on values with their places, before they are decoded, so every error is reported in the file it stands in.
enum ModelInheritance {
    static func overlay(_ changes: YAMLNode, on base: YAMLNode) -> YAMLNode {
        // A file that is no mapping is reported by the reader of what is returned.
        guard let changed = changes.entries, base.entries != nil else { return base.entries == nil ? base : changes }
        let merged = changed.map { entry in
            var entry = entry
            if entry.key == "defaults", let new = entry.value.entries, let old = base["defaults"]?.value.entries {
                entry.value.content = .mapping(overlay(new, on: inherited(old, by: entry.value)))
                return entry
            }
            guard ["nodes", "indicators"].contains(entry.key), let old = base[entry.key] else { return entry }
            entry.value = mergeByID(entry.value, into: old.value)
            return entry
        }
        let overlaid = overlay(merged, on: base.entries ?? []).filter { $0.key != "extends" }
        return YAMLNode(position: changes.position, content: .mapping(overlaid))
    }

    private static func mergeByID(_ changes: YAMLNode, into base: YAMLNode) -> YAMLNode {
        guard let changed = changes.elements, var elements = base.elements else { return changes }
        var places: [String: Int] = [:]
        for (place, element) in elements.enumerated() {
            if let id = element["id"]?.value.text, places[id] == nil { places[id] = place }
        }
        var seen: Set<String> = []
        for element in changed {
            // The second entry of one id in one file is added, to be reported as a duplicate.
            guard let id = element["id"]?.value.text, seen.insert(id).inserted, let place = places[id] else {
                elements.append(element)
                continue
            }
            let old = elements[place].entries ?? []
            elements[place].content = .mapping(overlay(element.entries ?? [], on: inherited(old, by: element)))
        }
        return YAMLNode(position: changes.position, content: .sequence(elements))
    }

    private static func inherited(_ entries: [YAMLNode.Entry], by element: YAMLNode) -> [YAMLNode.Entry] {
        guard let transform = element["transform"]?.value else { return entries }
        // A list is the whole chain, the window included.
        let taken = TransformForm.taken + (transform.elements == nil ? [] : ["window"])
        return entries.filter { !taken.contains($0.key) }
    }

    private static func overlay(_ changes: [YAMLNode.Entry], on base: [YAMLNode.Entry]) -> [YAMLNode.Entry] {
        base.map { entry in changes.first { $0.key == entry.key } ?? entry }
            + changes.filter { change in !base.contains { $0.key == change.key } }
    }
}
