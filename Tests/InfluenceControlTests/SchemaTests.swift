import InfluenceDescription
import Testing

@testable import InfluenceControl

@Suite struct `A generated type` {
    private let caveat: JSONValue = ["node": "a", "text": "b", "powers": ["RUS"], "countries": []]

    @Test func `reads what it writes, in the order of the description`() throws {
        let given: JSONValue = ["countries": [], "text": "b", "powers": ["RUS"], "node": "a"]
        let read = try IndexInterface.Caveat(json: given)
        #expect(read == IndexInterface.Caveat(node: "a", text: "b", powers: ["RUS"], countries: []))
        #expect(RenderedJSON(read).text == #"{"node":"a","text":"b","powers":["RUS"],"countries":[]}"#)
        #expect(read.json == caveat)
        #expect(read[.powers] == ["RUS"])
    }

    @Test func `writes what is missing as null, and leaves it out of a call`() throws {
        let input = IndexInterface.GetScores.Input(country: "KAZ")
        #expect(input.parameters == ["country": "KAZ"])
        #expect(
            RenderedJSON(input).text
                == #"{"country":"KAZ","power":null,"node":null,"period":null,"as_of":null,"run":null}"#
        )
        #expect(try IndexInterface.GetScores.Input(json: ["country": "KAZ", "node": nil]) == input)
        let many = RenderedJSON { [Double.nan, .infinity, 1].write(to: &$0) }
        #expect(many.text == "[null,null,1.0]" && Double.infinity.json == .null)
    }

    @Test(
        arguments: [
            ([], ": expected Caveat"), (["node": "a"], "text: missing; expected string"),
            (["node": "a", "text": 3, "powers": [], "countries": []], "text: expected string"),
            (["node": "a", "text": "b", "powers": ["x", nil], "countries": []], "powers[1]: expected string"),
            (["node": "a", "text": "b", "powers": nil, "countries": []], "powers: expected []string"),
        ] as [(JSONValue, String)]
    )
    func `says where something is not as described, and what would be right`(document: JSONValue, problem: String) {
        let error = #expect(throws: TypeMismatch.self) { try IndexInterface.Caveat(json: document) }
        #expect(error?.description == problem)
    }

    @Test func `names the whole way to it`() {
        let score: JSONValue = ["country": "KAZ"]
        let problem = #expect(throws: TypeMismatch.self) {
            try IndexInterface.WhatIf.Output(
                json: [
                    "hypothetical": true, "country": "KAZ", "first_period": "", "last_period": "", "model": "",
                    "definition": "", "weights": [], "values": [], "scores": [score],
                ]
            )
        }
        #expect(problem?.description == "scores[0].power: missing; expected string")
    }

    @Test func `ignores members that it does not have`() throws {
        var more = try #require(caveat.objectValue)
        more["colour"] = "red"
        #expect(try IndexInterface.Caveat(json: .object(more)).json == caveat)
    }

    @Test func `keeps a word of another version`() throws {
        let kind = try IndexInterface.Watch.Output.Kind(json: "sneeze")
        #expect(kind == .other("sneeze") && kind.text == "sneeze" && kind.json == "sneeze")
        #expect(try IndexInterface.AlertEvent.Kind(json: "no_data") == .noData)
        #expect(throws: TypeMismatch.self) { try IndexInterface.Watch.Output.Kind(json: 7) }
    }

    @Test func `writes a map by its names in order`() throws {
        let input = AdminInterface.Silence.Input(labels: ["team": "a", "area": "b"], until: "x", comment: "")
        #expect(input.parameters.description == #"{"labels":{"area":"b","team":"a"},"until":"x","comment":""}"#)
        #expect(try AdminInterface.Silence.Input(json: .object(input.parameters)) == input)
    }

    @Test func `is an error, and is found again in one`() throws {
        let unknown = IndexInterface.UnknownRun(run: 7)
        #expect(unknown.varlinkError == VarlinkError("org.influenced.Index.UnknownRun", ["run": 7, "last": nil]))
        #expect(IndexInterface.Failure(unknown.varlinkError) == .unknownRun(unknown))
        #expect(AdminInterface.Failure(unknown.varlinkError) == nil)
        #expect(IndexInterface.Failure(VarlinkError("org.influenced.Index.UnknownRun")) == nil)
    }

    @Test func `names its method`() {
        #expect(IndexInterface.GetStatus.name == "org.influenced.Index.GetStatus")
    }

    @Test func `of every method is what the description says`() throws {
        for description in try [InfluenceInterfaces.index(), .service(), InfluenceInterfaces.admin()] {
            #expect(description.methodNames.count == description.methods.count)
        }
        let scores = try #require(try InfluenceInterfaces.index().methods["GetScores"])
        #expect(IndexInterface.GetScores.Input.Field.allCases.map(\.rawValue) == scores.input.fields.map(\.name))
        #expect(IndexInterface.GetScores.Output.Field.allCases.map(\.rawValue) == scores.output.fields.map(\.name))
    }
}
