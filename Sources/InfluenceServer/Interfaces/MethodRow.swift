package import InfluenceControl

/// A method with what answers its calls: a row of the table of an interface. What comes in and goes out is of the types that
/// the interface gives them.
package struct MethodRow: Sendable {
    /// Interface and method, joined by a dot.
    let name: String
    let handler: MethodHandler

    /// Answered on the event loop, from what is at hand; see ``MethodHandler/immediate(_:)``.
    package static func immediate<Method: VarlinkMethod>(
        _ method: Method.Type,
        _ answer: @escaping @Sendable (Method.Input, Request) throws -> Method.Output
    ) -> MethodRow {
        MethodRow(
            name: Method.name,
            handler: .immediate { request in try rendered(answer(input(of: method, request), request)) }
        )
    }

    /// Answered at once with always the same, which is rendered but once.
    package static func constant<Method: VarlinkMethod>(_ method: Method.Type, _ reply: Method.Output) -> MethodRow {
        let document = rendered(reply)
        return MethodRow(name: Method.name, handler: .immediate { _ in document })
    }

    /// Answered by a reader; see ``MethodHandler/reader(_:_:)``.
    package static func reader<Method: VarlinkMethod>(
        _ method: Method.Type,
        _ cost: Cost = .cheap,
        _ answer: @escaping @Sendable (Method.Input, Request) throws -> Method.Output
    ) -> MethodRow {
        MethodRow(
            name: Method.name,
            handler: .reader(cost) { request in try rendered(answer(input(of: method, request), request)) }
        )
    }

    /// Answered in pieces; see ``MethodHandler/streaming(_:_:)``.
    package static func streaming<Method: VarlinkMethod>(
        _ method: Method.Type,
        _ kind: MethodHandler.StreamKind = .finite,
        _ answer:
            @escaping @Sendable (Method.Input, Request, Replies<Method.Output>) async throws -> Method.Output
    ) -> MethodRow {
        MethodRow(
            name: Method.name,
            handler: .streaming(kind) { request, stream in
                try rendered(await answer(try input(of: method, request), request, Replies(stream: stream)))
            }
        )
    }

    /// The parameters were checked before; see ``Dispatcher``.
    private static func input<Method: VarlinkMethod>(
        of method: Method.Type,
        _ request: Request
    ) throws(VarlinkError) -> Method.Input {
        do throws(TypeMismatch) {
            return try Method.Input(json: .object(request.parameters))
        } catch {
            throw .invalidParameter(error.path)
        }
    }

    fileprivate static func rendered(_ reply: some VarlinkStructure) -> JSONValue { .rendered(RenderedJSON(reply)) }
}

extension Cost {
    /// Costly where none of these members is given.
    package static func costly<Field: VarlinkField>(without fields: Field...) -> Cost {
        .costlyWithout(fields.map(\.rawValue))
    }
}

/// The way for a streaming method to send replies before its last one; see ``ReplyStream``.
package struct Replies<Reply: VarlinkStructure>: Sendable {
    let stream: ReplyStream

    /// Whether the caller takes several replies.
    package var isWanted: Bool { stream.isWanted }

    /// Waits until the client has read enough of what was sent before.
    package func room() async throws { try await stream.room() }

    package func send(_ reply: Reply) async throws { try await stream.send(MethodRow.rendered(reply)) }
}
