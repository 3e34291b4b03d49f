import InfluenceControl
import InfluenceDescription

extension FuzzTarget {
    @Sendable static func json(_ bytes: [UInt8]) {
        guard let value = try? JSONParser.parse(bytes) else { return }
        let written = RenderedJSON(value).bytes
        require((try? JSONParser.parse(written)) == value, "JSON reads back: \(value)")
        require(!written.contains { $0 < 0x20 }, "JSON is one line: \(value)")
    }

    /// The first byte says in what pieces the rest arrives.
    @Sendable static func framing(_ bytes: [UInt8]) {
        guard let step = bytes.first.map({ Int($0) % 17 + 1 }) else { return }
        let stream = bytes.dropFirst()
        func received(in pieces: Int) -> (messages: [[UInt8]], isRefused: Bool) {
            var framer = MessageFramer(maximumMessageSize: 64)
            var messages: [[UInt8]] = []
            var rest = stream
            while !rest.isEmpty {
                framer.append(rest.prefix(pieces))
                rest = rest.dropFirst(pieces)
                do {
                    while let message = try framer.next() { messages.append(message) }
                } catch {
                    return (messages, true)
                }
            }
            return (messages, false)
        }
        let (whole, cut) = (received(in: max(1, stream.count)), received(in: step))
        require(whole.messages == cut.messages, "messages are the same in pieces of \(step)")
        require(whole.isRefused == cut.isRefused, "what is too long is so in pieces of \(step)")
    }

    @Sendable static func messages(_ bytes: [UInt8]) {
        if let call = try? Call(parsing: bytes) {
            let message = call.message()
            require(message.last == 0 && (try? Call(parsing: message.dropLast())) == call, "a call reads back: \(call)")
            check(call)
        }
        if let reply = try? Reply(parsing: bytes) {
            require((try? Reply(parsing: reply.message().dropLast())) == reply, "a reply reads back: \(reply)")
        }
    }

    private static let interfaces = [try? InfluenceInterfaces.index(), try? InfluenceInterfaces.admin()].compactMap(
        \.self
    )

    private static func check(_ call: Call) {
        for interface in interfaces {
            guard let method = interface.methods.values.first(where: { call.method.hasSuffix(".\($0.name)") }) else {
                continue
            }
            try? interface.check(call.parameters, against: method.input)
        }
    }

    @Sendable static func interface(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self),
            let interface = try? InterfaceDescription(parsing: text)
        else { return }
        require(Set(interface.methodNames) == Set(interface.methods.keys), "every method has its name")
        for method in interface.methods.values {
            // Every type that is named is there, whatever refers to whom.
            try? interface.check(JSONValue.object([:]), against: method.input)
            let values: JSONValue = ["a": [[:], 1, 1.5, "", nil, true]]
            try? interface.check(values, against: method.output)
        }
    }
}
