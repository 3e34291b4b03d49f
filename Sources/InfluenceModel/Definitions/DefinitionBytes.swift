/// The canonical encoding of a definition: named fields in a fixed order, each framed by its length, so that two
/// definitions have the same bytes exactly where they mean the same.
///
/// A field that has its usual value is left out: a key that the model language learns later changes no definition that
/// does not use it.
package struct DefinitionBytes: Hashable, Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func field(_ name: String, _ value: some DefinitionValue) {
        frame(Array(name.utf8))
        var own = DefinitionBytes()
        value.encode(into: &own)
        frame(own.bytes)
    }

    /// The field, unless it has its usual value.
    package mutating func field<Value: DefinitionValue & Equatable>(_ name: String, _ value: Value, unless usual: Value)
    {
        if value != usual { field(name, value) }
    }

    /// The value itself, where it is all there is.
    package mutating func append(_ raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

    /// Eight bytes, the lowest first.
    package mutating func append(_ number: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    fileprivate mutating func frame(_ raw: [UInt8]) {
        append(UInt64(raw.count))
        append(raw)
    }

    /// 64 bits that tell definitions apart where nobody tries to make two alike: the elements' streams of random numbers.
    /// FNV-1a (Fowler, Noll, Vo; IETF draft-eastlake-fnv), its bits mixed by the finalizer of SplitMix64.
    package var hash64: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }
}

/// What can stand in a field of a definition. Framed by the field, a value need not tell where it ends.
package protocol DefinitionValue {
    func encode(into definition: inout DefinitionBytes)
}

extension String: DefinitionValue {
    package func encode(into definition: inout DefinitionBytes) { definition.append(utf8) }
}

extension ID: DefinitionValue {
    package func encode(into definition: inout DefinitionBytes) { definition.append(text.utf8) }
}

extension Double: DefinitionValue {
    package func encode(into definition: inout DefinitionBytes) {
        // The two zeros are one number.
        definition.append((self == 0 ? 0 : self).bitPattern)
    }
}

extension Int: DefinitionValue {
    package func encode(into definition: inout DefinitionBytes) { definition.append(UInt64(bitPattern: Int64(self))) }
}

extension Bool: DefinitionValue {
    package func encode(into definition: inout DefinitionBytes) { definition.append(CollectionOfOne(self ? 1 : 0)) }
}

/// Nothing where there is none; a value has a frame of its own, so that an empty one is told from none.
extension Optional: DefinitionValue where Wrapped: DefinitionValue {
    package func encode(into definition: inout DefinitionBytes) {
        if let value = self { [value].encode(into: &definition) }
    }
}

extension Array: DefinitionValue where Element: DefinitionValue {
    package func encode(into definition: inout DefinitionBytes) {
        for element in self {
            var own = DefinitionBytes()
            element.encode(into: &own)
            definition.frame(own.bytes)
        }
    }
}

/// The fields of another definition.
extension DefinitionBytes: DefinitionValue {
    package func encode(into definition: inout DefinitionBytes) { definition.append(bytes) }
}

extension CalendarDuration: DefinitionValue {
    package func encode(into definition: inout DefinitionBytes) { [months, days, seconds].encode(into: &definition) }
}

extension Day: DefinitionValue {
    package func encode(into definition: inout DefinitionBytes) { number.encode(into: &definition) }
}

extension Period: DefinitionValue {
    package func encode(into definition: inout DefinitionBytes) {
        [start.number, end.number].encode(into: &definition)
    }
}
