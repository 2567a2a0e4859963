import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace weir. */
export namespace weir {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a ListAnalyzersRequest.
         * @deprecated Use weir.v1.ListAnalyzersRequest.$Properties instead.
         */
        interface IListAnalyzersRequest extends weir.v1.ListAnalyzersRequest.$Properties {
        }

        /** Represents a ListAnalyzersRequest. */
        class ListAnalyzersRequest {

            /**
             * Constructs a new ListAnalyzersRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ListAnalyzersRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified ListAnalyzersRequest message. Does not implicitly {@link weir.v1.ListAnalyzersRequest.verify|verify} messages.
             * @param message ListAnalyzersRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ListAnalyzersRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListAnalyzersRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ListAnalyzersRequest & weir.v1.ListAnalyzersRequest.$Shape} ListAnalyzersRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ListAnalyzersRequest & weir.v1.ListAnalyzersRequest.$Shape;
        }

        namespace ListAnalyzersRequest {

            /** Properties of a ListAnalyzersRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListAnalyzersRequest. */
            type $Shape = weir.v1.ListAnalyzersRequest.$Properties;
        }

        /**
         * Properties of a ListAnalyzersReply.
         * @deprecated Use weir.v1.ListAnalyzersReply.$Properties instead.
         */
        interface IListAnalyzersReply extends weir.v1.ListAnalyzersReply.$Properties {
        }

        /** Represents a ListAnalyzersReply. */
        class ListAnalyzersReply {

            /**
             * Constructs a new ListAnalyzersReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ListAnalyzersReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListAnalyzersReply analyzers. */
            analyzers: weir.v1.AnalyzerInfo.$Properties[];

            /**
             * Encodes the specified ListAnalyzersReply message. Does not implicitly {@link weir.v1.ListAnalyzersReply.verify|verify} messages.
             * @param message ListAnalyzersReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ListAnalyzersReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListAnalyzersReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ListAnalyzersReply & weir.v1.ListAnalyzersReply.$Shape} ListAnalyzersReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ListAnalyzersReply & weir.v1.ListAnalyzersReply.$Shape;
        }

        namespace ListAnalyzersReply {

            /** Properties of a ListAnalyzersReply. */
            interface $Properties {

                /** ListAnalyzersReply analyzers */
                analyzers?: (weir.v1.AnalyzerInfo.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListAnalyzersReply. */
            type $Shape = weir.v1.ListAnalyzersReply.$Properties;
        }

        /**
         * Properties of an AnalyzerInfo.
         * @deprecated Use weir.v1.AnalyzerInfo.$Properties instead.
         */
        interface IAnalyzerInfo extends weir.v1.AnalyzerInfo.$Properties {
        }

        /** Represents an AnalyzerInfo. */
        class AnalyzerInfo {

            /**
             * Constructs a new AnalyzerInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.AnalyzerInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AnalyzerInfo name. */
            name: string;

            /** Of its first start. */
            sinceMs: number;

            /**
             * Processes that were heard within the last minute, as they announce themselves
             * in ServiceStatus.
             */
            members: string[];

            /**
             * Encodes the specified AnalyzerInfo message. Does not implicitly {@link weir.v1.AnalyzerInfo.verify|verify} messages.
             * @param message AnalyzerInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.AnalyzerInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AnalyzerInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.AnalyzerInfo & weir.v1.AnalyzerInfo.$Shape} AnalyzerInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.AnalyzerInfo & weir.v1.AnalyzerInfo.$Shape;
        }

        namespace AnalyzerInfo {

            /** Properties of an AnalyzerInfo. */
            interface $Properties {

                /** AnalyzerInfo name */
                name?: (string|null);

                /** Of its first start. */
                sinceMs?: (number|null);

                /**
                 * Processes that were heard within the last minute, as they announce themselves
                 * in ServiceStatus.
                 */
                members?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AnalyzerInfo. */
            type $Shape = weir.v1.AnalyzerInfo.$Properties;
        }

        /**
         * Properties of a RemoveAnalyzerRequest.
         * @deprecated Use weir.v1.RemoveAnalyzerRequest.$Properties instead.
         */
        interface IRemoveAnalyzerRequest extends weir.v1.RemoveAnalyzerRequest.$Properties {
        }

        /** Represents a RemoveAnalyzerRequest. */
        class RemoveAnalyzerRequest {

            /**
             * Constructs a new RemoveAnalyzerRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.RemoveAnalyzerRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RemoveAnalyzerRequest name. */
            name: string;

            /**
             * Encodes the specified RemoveAnalyzerRequest message. Does not implicitly {@link weir.v1.RemoveAnalyzerRequest.verify|verify} messages.
             * @param message RemoveAnalyzerRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.RemoveAnalyzerRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RemoveAnalyzerRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.RemoveAnalyzerRequest & weir.v1.RemoveAnalyzerRequest.$Shape} RemoveAnalyzerRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.RemoveAnalyzerRequest & weir.v1.RemoveAnalyzerRequest.$Shape;
        }

        namespace RemoveAnalyzerRequest {

            /** Properties of a RemoveAnalyzerRequest. */
            interface $Properties {

                /** RemoveAnalyzerRequest name */
                name?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RemoveAnalyzerRequest. */
            type $Shape = weir.v1.RemoveAnalyzerRequest.$Properties;
        }

        /**
         * Properties of a RemoveAnalyzerReply.
         * @deprecated Use weir.v1.RemoveAnalyzerReply.$Properties instead.
         */
        interface IRemoveAnalyzerReply extends weir.v1.RemoveAnalyzerReply.$Properties {
        }

        /** Represents a RemoveAnalyzerReply. */
        class RemoveAnalyzerReply {

            /**
             * Constructs a new RemoveAnalyzerReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.RemoveAnalyzerReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified RemoveAnalyzerReply message. Does not implicitly {@link weir.v1.RemoveAnalyzerReply.verify|verify} messages.
             * @param message RemoveAnalyzerReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.RemoveAnalyzerReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RemoveAnalyzerReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.RemoveAnalyzerReply & weir.v1.RemoveAnalyzerReply.$Shape} RemoveAnalyzerReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.RemoveAnalyzerReply & weir.v1.RemoveAnalyzerReply.$Shape;
        }

        namespace RemoveAnalyzerReply {

            /** Properties of a RemoveAnalyzerReply. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RemoveAnalyzerReply. */
            type $Shape = weir.v1.RemoveAnalyzerReply.$Properties;
        }

        /**
         * Properties of a ListAuditRequest.
         * @deprecated Use weir.v1.ListAuditRequest.$Properties instead.
         */
        interface IListAuditRequest extends weir.v1.ListAuditRequest.$Properties {
        }

        /** Represents a ListAuditRequest. */
        class ListAuditRequest {

            /**
             * Constructs a new ListAuditRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ListAuditRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Any when empty. An address also finds what was done about prefixes that cover it. */
            value: string;

            /** At most so many; 0 = 100. */
            limit: number;

            /**
             * Encodes the specified ListAuditRequest message. Does not implicitly {@link weir.v1.ListAuditRequest.verify|verify} messages.
             * @param message ListAuditRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ListAuditRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListAuditRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ListAuditRequest & weir.v1.ListAuditRequest.$Shape} ListAuditRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ListAuditRequest & weir.v1.ListAuditRequest.$Shape;
        }

        namespace ListAuditRequest {

            /** Properties of a ListAuditRequest. */
            interface $Properties {

                /** Any when empty. An address also finds what was done about prefixes that cover it. */
                value?: (string|null);

                /** At most so many; 0 = 100. */
                limit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListAuditRequest. */
            type $Shape = weir.v1.ListAuditRequest.$Properties;
        }

        /**
         * Properties of a ListAuditReply.
         * @deprecated Use weir.v1.ListAuditReply.$Properties instead.
         */
        interface IListAuditReply extends weir.v1.ListAuditReply.$Properties {
        }

        /** Represents a ListAuditReply. */
        class ListAuditReply {

            /**
             * Constructs a new ListAuditReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ListAuditReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListAuditReply records. */
            records: weir.v1.AuditRecord.$Properties[];

            /** There is more than was looked through: older than this, Unix ms. 0: that is all. */
            searchedToMs: number;

            /**
             * Encodes the specified ListAuditReply message. Does not implicitly {@link weir.v1.ListAuditReply.verify|verify} messages.
             * @param message ListAuditReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ListAuditReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListAuditReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ListAuditReply & weir.v1.ListAuditReply.$Shape} ListAuditReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ListAuditReply & weir.v1.ListAuditReply.$Shape;
        }

        namespace ListAuditReply {

            /** Properties of a ListAuditReply. */
            interface $Properties {

                /** ListAuditReply records */
                records?: (weir.v1.AuditRecord.$Properties[]|null);

                /** There is more than was looked through: older than this, Unix ms. 0: that is all. */
                searchedToMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListAuditReply. */
            type $Shape = weir.v1.ListAuditReply.$Properties;
        }

        /**
         * Properties of an AuditRecord.
         * @deprecated Use weir.v1.AuditRecord.$Properties instead.
         */
        interface IAuditRecord extends weir.v1.AuditRecord.$Properties {
        }

        /** Written before what it tells of is done, so that nothing is done without; what then failed is here all the same. */
        class AuditRecord {

            /**
             * Constructs a new AuditRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.AuditRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AuditRecord timeMs. */
            timeMs: number;

            /** As the caller calls himself; an analyzer for scenarios that came with its configuration. */
            author: string;

            /**
             * add, extend, delete, import, scenarios, policies, revoke, release (what the guard had stopped), forget (an analyzer),
             * restore; imported and restored (afterwards, with the counts).
             */
            action: string;

            /** Whom it is about: one, or up to 1,000 of an import. The others are counted only. */
            subjects: weir.v1.AuditSubject.$Properties[];

            /** AuditRecord remediation. */
            remediation: weir.v1.Remediation;

            /** What was asked for, Unix ms. */
            untilMs: number;

            /** AuditRecord reason. */
            reason: string;

            /** Of many entries: what has become of them. */
            counts: { [k: string]: number };

            /** Of scenarios and policies: what was changed; of a backup and the rest: which. */
            what: string;

            /** Name of the token that the call was made with; empty for what came with a configuration. */
            token: string;

            /**
             * Encodes the specified AuditRecord message. Does not implicitly {@link weir.v1.AuditRecord.verify|verify} messages.
             * @param message AuditRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.AuditRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AuditRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.AuditRecord & weir.v1.AuditRecord.$Shape} AuditRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.AuditRecord & weir.v1.AuditRecord.$Shape;
        }

        namespace AuditRecord {

            /** Properties of an AuditRecord. */
            interface $Properties {

                /** AuditRecord timeMs */
                timeMs?: (number|null);

                /** As the caller calls himself; an analyzer for scenarios that came with its configuration. */
                author?: (string|null);

                /**
                 * add, extend, delete, import, scenarios, policies, revoke, release (what the guard had stopped), forget (an analyzer),
                 * restore; imported and restored (afterwards, with the counts).
                 */
                action?: (string|null);

                /** Whom it is about: one, or up to 1,000 of an import. The others are counted only. */
                subjects?: (weir.v1.AuditSubject.$Properties[]|null);

                /** AuditRecord remediation */
                remediation?: (weir.v1.Remediation|null);

                /** What was asked for, Unix ms. */
                untilMs?: (number|null);

                /** AuditRecord reason */
                reason?: (string|null);

                /** Of many entries: what has become of them. */
                counts?: ({ [k: string]: number }|null);

                /** Of scenarios and policies: what was changed; of a backup and the rest: which. */
                what?: (string|null);

                /** Name of the token that the call was made with; empty for what came with a configuration. */
                token?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AuditRecord. */
            type $Shape = weir.v1.AuditRecord.$Properties;
        }

        /**
         * Properties of an AuditSubject.
         * @deprecated Use weir.v1.AuditSubject.$Properties instead.
         */
        interface IAuditSubject extends weir.v1.AuditSubject.$Properties {
        }

        /** Represents an AuditSubject. */
        class AuditSubject {

            /**
             * Constructs a new AuditSubject.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.AuditSubject.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AuditSubject scope. */
            scope: weir.v1.Scope;

            /** AuditSubject value. */
            value: string;

            /**
             * Encodes the specified AuditSubject message. Does not implicitly {@link weir.v1.AuditSubject.verify|verify} messages.
             * @param message AuditSubject message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.AuditSubject.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AuditSubject message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.AuditSubject & weir.v1.AuditSubject.$Shape} AuditSubject
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.AuditSubject & weir.v1.AuditSubject.$Shape;
        }

        namespace AuditSubject {

            /** Properties of an AuditSubject. */
            interface $Properties {

                /** AuditSubject scope */
                scope?: (weir.v1.Scope|null);

                /** AuditSubject value */
                value?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AuditSubject. */
            type $Shape = weir.v1.AuditSubject.$Properties;
        }

        /** Scope enum. */
        enum Scope {

            /** SCOPE_UNSPECIFIED value */
            SCOPE_UNSPECIFIED = 0,

            /** 203.0.113.7, 2001:db8::1 */
            SCOPE_IP = 1,

            /** 203.0.113.0/24, 2001:db8::/64 */
            SCOPE_PREFIX = 2,

            /** An address at one host name. */
            SCOPE_IP_HOST = 3,

            /** An address with one user agent. */
            SCOPE_IP_AGENT = 4,

            /** A path of one host name, for everybody. */
            SCOPE_HOST_PATH = 5,

            /** A user agent, for everybody. */
            SCOPE_AGENT = 6,

            /** AS64500: all of its networks, which can be allowed only. Targets are not given it. */
            SCOPE_ASN = 7
        }

        /** Remediation enum. */
        enum Remediation {

            /** REMEDIATION_UNSPECIFIED value */
            REMEDIATION_UNSPECIFIED = 0,

            /** REMEDIATION_BLOCK value */
            REMEDIATION_BLOCK = 1,

            /** REMEDIATION_CHALLENGE value */
            REMEDIATION_CHALLENGE = 2,

            /** REMEDIATION_THROTTLE value */
            REMEDIATION_THROTTLE = 3,

            /** Never block what this covers; wins over every other decision. */
            REMEDIATION_ALLOW = 4
        }

        /** State enum. */
        enum State {

            /** STATE_UNSPECIFIED value */
            STATE_UNSPECIFIED = 0,

            /** STATE_ACTIVE value */
            STATE_ACTIVE = 1,

            /**
             * Taken back. Kept with its contributions until no stored detection can be
             * delivered again, so that a late copy can't undo it.
             */
            STATE_LIFTED = 2
        }

        /**
         * Properties of a Decision.
         * @deprecated Use weir.v1.Decision.$Properties instead.
         */
        interface IDecision extends weir.v1.Decision.$Properties {
        }

        /** There is one for each (scope, value), and a separate one for allowing it. */
        class Decision {

            /**
             * Constructs a new Decision.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.Decision.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Short and readable, on the 403 page and in the log. A new one each time the
             * entry becomes active again.
             */
            id: string;

            /** Decision scope. */
            scope: weir.v1.Scope;

            /** Canonical text; the parts of a composite scope are joined by one space. */
            value: string;

            /** Decision state. */
            state: weir.v1.State;

            /** Decision remediation. */
            remediation: weir.v1.Remediation;

            /** HTTP status that a blocked client gets. */
            statusCode: number;

            /** Decision mode. */
            mode: weir.v1.Mode;

            /**
             * Why an entry is recorded and not enforced ("loopback address", "evidence too
             * old"); empty when it is enforced.
             */
            withheld: string;

            /** Unix ms. An entry ends at `until_ms`, wherever it is stored. */
            createdMs: number;

            /** Decision updatedMs. */
            updatedMs: number;

            /** Decision untilMs. */
            untilMs: number;

            /** Decision liftedMs. */
            liftedMs: number;

            /** The reasons, one for each scenario or person, the latest word of each. */
            contributions: weir.v1.Contribution.$Properties[];

            /** Of the decide span that last changed the entry; empty when tracing is off. */
            traceparent: string;

            /** Of the evidence behind the last change. */
            stages?: (weir.v1.Stages.$Properties|null);

            /** Bans before this one that are not forgotten, and how long it takes to forget one, ms. */
            strikes: number;

            /** Decision forgetMs. */
            forgetMs: number;

            /** What was seen is worth dropping packets, not only answering with a status. */
            intense: boolean;

            /**
             * Encodes the specified Decision message. Does not implicitly {@link weir.v1.Decision.verify|verify} messages.
             * @param message Decision message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.Decision.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Decision message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.Decision & weir.v1.Decision.$Shape} Decision
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.Decision & weir.v1.Decision.$Shape;
        }

        namespace Decision {

            /** Properties of a Decision. */
            interface $Properties {

                /**
                 * Short and readable, on the 403 page and in the log. A new one each time the
                 * entry becomes active again.
                 */
                id?: (string|null);

                /** Decision scope */
                scope?: (weir.v1.Scope|null);

                /** Canonical text; the parts of a composite scope are joined by one space. */
                value?: (string|null);

                /** Decision state */
                state?: (weir.v1.State|null);

                /** Decision remediation */
                remediation?: (weir.v1.Remediation|null);

                /** HTTP status that a blocked client gets. */
                statusCode?: (number|null);

                /** Decision mode */
                mode?: (weir.v1.Mode|null);

                /**
                 * Why an entry is recorded and not enforced ("loopback address", "evidence too
                 * old"); empty when it is enforced.
                 */
                withheld?: (string|null);

                /** Unix ms. An entry ends at `until_ms`, wherever it is stored. */
                createdMs?: (number|null);

                /** Decision updatedMs */
                updatedMs?: (number|null);

                /** Decision untilMs */
                untilMs?: (number|null);

                /** Decision liftedMs */
                liftedMs?: (number|null);

                /** The reasons, one for each scenario or person, the latest word of each. */
                contributions?: (weir.v1.Contribution.$Properties[]|null);

                /** Of the decide span that last changed the entry; empty when tracing is off. */
                traceparent?: (string|null);

                /** Of the evidence behind the last change. */
                stages?: (weir.v1.Stages.$Properties|null);

                /** Bans before this one that are not forgotten, and how long it takes to forget one, ms. */
                strikes?: (number|null);

                /** Decision forgetMs */
                forgetMs?: (number|null);

                /** What was seen is worth dropping packets, not only answering with a status. */
                intense?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Decision. */
            type $Shape = weir.v1.Decision.$Properties;
        }

        /**
         * Properties of a Contribution.
         * @deprecated Use weir.v1.Contribution.$Properties instead.
         */
        interface IContribution extends weir.v1.Contribution.$Properties {
        }

        /** Represents a Contribution. */
        class Contribution {

            /**
             * Constructs a new Contribution.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.Contribution.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Scenario, or "manual". */
            scenario: string;

            /** Contribution version. */
            version: string;

            /** Contribution detection. */
            detection: string;

            /** With `rev`, the mark by which a detection that comes again is known. */
            openedMs: number;

            /** Contribution rev. */
            rev: number;

            /** Contribution untilMs. */
            untilMs: number;

            /** Contribution mode. */
            mode: weir.v1.Mode;

            /** Contribution lastSeenMs. */
            lastSeenMs: number;

            /** Contribution events. */
            events: number;

            /** Contribution evidence. */
            evidence: weir.v1.Evidence.$Properties[];

            /** Who asked for it and why, where a person did. */
            author: string;

            /** Contribution reason. */
            reason: string;

            /** The policy that it follows; empty for what people decide. */
            policy: string;

            /** Contribution intense. */
            intense: boolean;

            /** Contribution remediation. */
            remediation: weir.v1.Remediation;

            /** Of the detection, or what it was escalated to; empty where a person decided. */
            severity: string;

            /** It is about a client whose requests had mostly been successful. */
            successful: boolean;

            /**
             * When it was taken back alone, Unix ms; 0 when it was not. It counts no more, whatever else
             * its detection comes to; the next one does.
             */
            revokedMs: number;

            /**
             * How long is not for its policy to say: the scenario did, or another site's page may have
             * sent what was seen.
             */
            fixed: boolean;

            /** Whoever is blocked by it kept asking. */
            extension?: (weir.v1.Extension.$Properties|null);

            /**
             * Encodes the specified Contribution message. Does not implicitly {@link weir.v1.Contribution.verify|verify} messages.
             * @param message Contribution message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.Contribution.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Contribution message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.Contribution & weir.v1.Contribution.$Shape} Contribution
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.Contribution & weir.v1.Contribution.$Shape;
        }

        namespace Contribution {

            /** Properties of a Contribution. */
            interface $Properties {

                /** Scenario, or "manual". */
                scenario?: (string|null);

                /** Contribution version */
                version?: (string|null);

                /** Contribution detection */
                detection?: (string|null);

                /** With `rev`, the mark by which a detection that comes again is known. */
                openedMs?: (number|null);

                /** Contribution rev */
                rev?: (number|null);

                /** Contribution untilMs */
                untilMs?: (number|null);

                /** Contribution mode */
                mode?: (weir.v1.Mode|null);

                /** Contribution lastSeenMs */
                lastSeenMs?: (number|null);

                /** Contribution events */
                events?: (number|null);

                /** Contribution evidence */
                evidence?: (weir.v1.Evidence.$Properties[]|null);

                /** Who asked for it and why, where a person did. */
                author?: (string|null);

                /** Contribution reason */
                reason?: (string|null);

                /** The policy that it follows; empty for what people decide. */
                policy?: (string|null);

                /** Contribution intense */
                intense?: (boolean|null);

                /** Contribution remediation */
                remediation?: (weir.v1.Remediation|null);

                /** Of the detection, or what it was escalated to; empty where a person decided. */
                severity?: (string|null);

                /** It is about a client whose requests had mostly been successful. */
                successful?: (boolean|null);

                /**
                 * When it was taken back alone, Unix ms; 0 when it was not. It counts no more, whatever else
                 * its detection comes to; the next one does.
                 */
                revokedMs?: (number|null);

                /**
                 * How long is not for its policy to say: the scenario did, or another site's page may have
                 * sent what was seen.
                 */
                fixed?: (boolean|null);

                /** Whoever is blocked by it kept asking. */
                extension?: (weir.v1.Extension.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Contribution. */
            type $Shape = weir.v1.Contribution.$Properties;
        }

        /**
         * Properties of an Extension.
         * @deprecated Use weir.v1.Extension.$Properties instead.
         */
        interface IExtension extends weir.v1.Extension.$Properties {
        }

        /** Why a contribution ends later than its evidence says. */
        class Extension {

            /**
             * Constructs a new Extension.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.Extension.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Unix ms; the end of the contribution is no earlier. */
            untilMs: number;

            /**
             * Unix ms of the last refused request that counted, and how many were within the minute
             * before it.
             */
            lastSeenMs: number;

            /** Extension refused. */
            refused: number;

            /**
             * Encodes the specified Extension message. Does not implicitly {@link weir.v1.Extension.verify|verify} messages.
             * @param message Extension message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.Extension.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Extension message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.Extension & weir.v1.Extension.$Shape} Extension
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.Extension & weir.v1.Extension.$Shape;
        }

        namespace Extension {

            /** Properties of an Extension. */
            interface $Properties {

                /** Unix ms; the end of the contribution is no earlier. */
                untilMs?: (number|null);

                /**
                 * Unix ms of the last refused request that counted, and how many were within the minute
                 * before it.
                 */
                lastSeenMs?: (number|null);

                /** Extension refused */
                refused?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Extension. */
            type $Shape = weir.v1.Extension.$Properties;
        }

        /** Mode enum. */
        enum Mode {

            /** MODE_UNSPECIFIED value */
            MODE_UNSPECIFIED = 0,

            /** Judged, published, decided and enforced. */
            MODE_ENFORCE = 1,

            /** Judged, published and recorded; never enforced. */
            MODE_SHADOW = 2
        }

        /**
         * Properties of a Detection.
         * @deprecated Use weir.v1.Detection.$Properties instead.
         */
        interface IDetection extends weir.v1.Detection.$Properties {
        }

        /**
         * One attack is one detection: it opens at the first crossing, grows while more
         * evidence comes (a higher `rev` replaces a lower one), and closes when the
         * scenario's cool-down has passed in silence.
         */
        class Detection {

            /**
             * Constructs a new Detection.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.Detection.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Hex, from (scenario, version, key, opened_ms): the same stream gives the
             * same id, however often it is processed.
             */
            id: string;

            /** Detection rev. */
            rev: number;

            /** Detection scenario. */
            scenario: string;

            /** Of the scenario's definition: another version is another rule. */
            version: string;

            /** Detection mode. */
            mode: weir.v1.Mode;

            /** Detection severity. */
            severity: string;

            /** Detection key. */
            key: weir.v1.KeyField.$Properties[];

            /** All times are event time, Unix ms. */
            openedMs: number;

            /** Detection firstSeenMs. */
            firstSeenMs: number;

            /** Detection lastSeenMs. */
            lastSeenMs: number;

            /** Events that count as evidence so far. */
            events: number;

            /** Most events in one second of event time since it opened. */
            peakPerSecond: number;

            /** Detection closed. */
            closed: boolean;

            /**
             * A page of another site can make a browser send this request: such evidence
             * earns a short ban only.
             */
            forgeable: boolean;

            /** Up to 10 requests that show what was seen. */
            evidence: weir.v1.Evidence.$Properties[];

            /** Detection shard. */
            shard: number;

            /** W3C trace context of the detect span; empty when tracing is off. */
            traceparent: string;

            /** Detection stages. */
            stages?: (weir.v1.Stages.$Properties|null);

            /** What the scenario itself wants done; unset where that is left to the policy. */
            remedy?: (weir.v1.Remedy.$Properties|null);

            /** Another severity when its scenario finds much at once; unset where there is none. */
            escalation?: (weir.v1.Escalation.$Properties|null);

            /** Of the scenario: attack, cwe, cve, behavior. */
            labels: weir.v1.Label.$Properties[];

            /** The request with which it opened. */
            occasion?: (weir.v1.Occasion.$Properties|null);

            /**
             * Encodes the specified Detection message. Does not implicitly {@link weir.v1.Detection.verify|verify} messages.
             * @param message Detection message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.Detection.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Detection message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.Detection & weir.v1.Detection.$Shape} Detection
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.Detection & weir.v1.Detection.$Shape;
        }

        namespace Detection {

            /** Properties of a Detection. */
            interface $Properties {

                /**
                 * Hex, from (scenario, version, key, opened_ms): the same stream gives the
                 * same id, however often it is processed.
                 */
                id?: (string|null);

                /** Detection rev */
                rev?: (number|null);

                /** Detection scenario */
                scenario?: (string|null);

                /** Of the scenario's definition: another version is another rule. */
                version?: (string|null);

                /** Detection mode */
                mode?: (weir.v1.Mode|null);

                /** Detection severity */
                severity?: (string|null);

                /** Detection key */
                key?: (weir.v1.KeyField.$Properties[]|null);

                /** All times are event time, Unix ms. */
                openedMs?: (number|null);

                /** Detection firstSeenMs */
                firstSeenMs?: (number|null);

                /** Detection lastSeenMs */
                lastSeenMs?: (number|null);

                /** Events that count as evidence so far. */
                events?: (number|null);

                /** Most events in one second of event time since it opened. */
                peakPerSecond?: (number|null);

                /** Detection closed */
                closed?: (boolean|null);

                /**
                 * A page of another site can make a browser send this request: such evidence
                 * earns a short ban only.
                 */
                forgeable?: (boolean|null);

                /** Up to 10 requests that show what was seen. */
                evidence?: (weir.v1.Evidence.$Properties[]|null);

                /** Detection shard */
                shard?: (number|null);

                /** W3C trace context of the detect span; empty when tracing is off. */
                traceparent?: (string|null);

                /** Detection stages */
                stages?: (weir.v1.Stages.$Properties|null);

                /** What the scenario itself wants done; unset where that is left to the policy. */
                remedy?: (weir.v1.Remedy.$Properties|null);

                /** Another severity when its scenario finds much at once; unset where there is none. */
                escalation?: (weir.v1.Escalation.$Properties|null);

                /** Of the scenario: attack, cwe, cve, behavior. */
                labels?: (weir.v1.Label.$Properties[]|null);

                /** The request with which it opened. */
                occasion?: (weir.v1.Occasion.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Detection. */
            type $Shape = weir.v1.Detection.$Properties;
        }

        /**
         * Properties of a Label.
         * @deprecated Use weir.v1.Label.$Properties instead.
         */
        interface ILabel extends weir.v1.Label.$Properties {
        }

        /** Represents a Label. */
        class Label {

            /**
             * Constructs a new Label.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.Label.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Label kind. */
            kind: string;

            /** Label values. */
            values: string[];

            /**
             * Encodes the specified Label message. Does not implicitly {@link weir.v1.Label.verify|verify} messages.
             * @param message Label message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.Label.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Label message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.Label & weir.v1.Label.$Shape} Label
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.Label & weir.v1.Label.$Shape;
        }

        namespace Label {

            /** Properties of a Label. */
            interface $Properties {

                /** Label kind */
                kind?: (string|null);

                /** Label values */
                values?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Label. */
            type $Shape = weir.v1.Label.$Properties;
        }

        /**
         * Properties of an Occasion.
         * @deprecated Use weir.v1.Occasion.$Properties instead.
         */
        interface IOccasion extends weir.v1.Occasion.$Properties {
        }

        /** What policies can ask of a request. Cut as everything that clients choose. */
        class Occasion {

            /**
             * Constructs a new Occasion.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.Occasion.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Name of the source that the line came from; empty for what was counted over all of them. */
            source: string;

            /** Occasion host. */
            host: string;

            /** Occasion userAgent. */
            userAgent: string;

            /** The requests of the client's session had mostly been successful by then. */
            successful: boolean;

            /**
             * Encodes the specified Occasion message. Does not implicitly {@link weir.v1.Occasion.verify|verify} messages.
             * @param message Occasion message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.Occasion.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Occasion message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.Occasion & weir.v1.Occasion.$Shape} Occasion
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.Occasion & weir.v1.Occasion.$Shape;
        }

        namespace Occasion {

            /** Properties of an Occasion. */
            interface $Properties {

                /** Name of the source that the line came from; empty for what was counted over all of them. */
                source?: (string|null);

                /** Occasion host */
                host?: (string|null);

                /** Occasion userAgent */
                userAgent?: (string|null);

                /** The requests of the client's session had mostly been successful by then. */
                successful?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Occasion. */
            type $Shape = weir.v1.Occasion.$Properties;
        }

        /**
         * Properties of an Escalation.
         * @deprecated Use weir.v1.Escalation.$Properties instead.
         */
        interface IEscalation extends weir.v1.Escalation.$Properties {
        }

        /** Represents an Escalation. */
        class Escalation {

            /**
             * Constructs a new Escalation.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.Escalation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Escalation severity. */
            severity: string;

            /**
             * When detections of the scenario about more than so many open within so long
             * of each other, ms of event time.
             */
            over: number;

            /** Escalation withinMs. */
            withinMs: number;

            /**
             * Encodes the specified Escalation message. Does not implicitly {@link weir.v1.Escalation.verify|verify} messages.
             * @param message Escalation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.Escalation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Escalation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.Escalation & weir.v1.Escalation.$Shape} Escalation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.Escalation & weir.v1.Escalation.$Shape;
        }

        namespace Escalation {

            /** Properties of an Escalation. */
            interface $Properties {

                /** Escalation severity */
                severity?: (string|null);

                /**
                 * When detections of the scenario about more than so many open within so long
                 * of each other, ms of event time.
                 */
                over?: (number|null);

                /** Escalation withinMs */
                withinMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Escalation. */
            type $Shape = weir.v1.Escalation.$Properties;
        }

        /**
         * Properties of a Remedy.
         * @deprecated Use weir.v1.Remedy.$Properties instead.
         */
        interface IRemedy extends weir.v1.Remedy.$Properties {
        }

        /** Represents a Remedy. */
        class Remedy {

            /**
             * Constructs a new Remedy.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.Remedy.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HTTP status to answer with. */
            statusCode: number;

            /** Unix ms; 0 for as long as the policy says. */
            untilMs: number;

            /**
             * Encodes the specified Remedy message. Does not implicitly {@link weir.v1.Remedy.verify|verify} messages.
             * @param message Remedy message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.Remedy.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Remedy message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.Remedy & weir.v1.Remedy.$Shape} Remedy
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.Remedy & weir.v1.Remedy.$Shape;
        }

        namespace Remedy {

            /** Properties of a Remedy. */
            interface $Properties {

                /** HTTP status to answer with. */
                statusCode?: (number|null);

                /** Unix ms; 0 for as long as the policy says. */
                untilMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Remedy. */
            type $Shape = weir.v1.Remedy.$Properties;
        }

        /**
         * Properties of a KeyField.
         * @deprecated Use weir.v1.KeyField.$Properties instead.
         */
        interface IKeyField extends weir.v1.KeyField.$Properties {
        }

        /** Represents a KeyField. */
        class KeyField {

            /**
             * Constructs a new KeyField.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.KeyField.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Name of the field, such as client.ip or host. */
            field: string;

            /** KeyField value. */
            value: string;

            /**
             * Encodes the specified KeyField message. Does not implicitly {@link weir.v1.KeyField.verify|verify} messages.
             * @param message KeyField message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.KeyField.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KeyField message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.KeyField & weir.v1.KeyField.$Shape} KeyField
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.KeyField & weir.v1.KeyField.$Shape;
        }

        namespace KeyField {

            /** Properties of a KeyField. */
            interface $Properties {

                /** Name of the field, such as client.ip or host. */
                field?: (string|null);

                /** KeyField value */
                value?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KeyField. */
            type $Shape = weir.v1.KeyField.$Properties;
        }

        /**
         * Properties of an Evidence.
         * @deprecated Use weir.v1.Evidence.$Properties instead.
         */
        interface IEvidence extends weir.v1.Evidence.$Properties {
        }

        /** A request, by where it is stored and in short. */
        class Evidence {

            /**
             * Constructs a new Evidence.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.Evidence.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Evidence shard. */
            shard: number;

            /** Sequence in the shard's stream. */
            sequence: number;

            /** Evidence row. */
            row: number;

            /** Evidence timeMs. */
            timeMs: number;

            /** Method, path and status, cut and with control characters escaped. */
            summary: string;

            /**
             * Encodes the specified Evidence message. Does not implicitly {@link weir.v1.Evidence.verify|verify} messages.
             * @param message Evidence message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.Evidence.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Evidence message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.Evidence & weir.v1.Evidence.$Shape} Evidence
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.Evidence & weir.v1.Evidence.$Shape;
        }

        namespace Evidence {

            /** Properties of an Evidence. */
            interface $Properties {

                /** Evidence shard */
                shard?: (number|null);

                /** Sequence in the shard's stream. */
                sequence?: (number|null);

                /** Evidence row */
                row?: (number|null);

                /** Evidence timeMs */
                timeMs?: (number|null);

                /** Method, path and status, cut and with control characters escaped. */
                summary?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Evidence. */
            type $Shape = weir.v1.Evidence.$Properties;
        }

        /**
         * Properties of a Stages.
         * @deprecated Use weir.v1.Stages.$Properties instead.
         */
        interface IStages extends weir.v1.Stages.$Properties {
        }

        /**
         * When the evidence that published this revision passed each stage, Unix ms of
         * the host that did it. 0 when it has not yet.
         */
        class Stages {

            /**
             * Constructs a new Stages.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.Stages.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Stages eventMs. */
            eventMs: number;

            /** Stages ingestedMs. */
            ingestedMs: number;

            /** Stages publishedMs. */
            publishedMs: number;

            /** Stages storedMs. */
            storedMs: number;

            /** Stages detectedMs. */
            detectedMs: number;

            /** Stages decidedMs. */
            decidedMs: number;

            /**
             * Encodes the specified Stages message. Does not implicitly {@link weir.v1.Stages.verify|verify} messages.
             * @param message Stages message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.Stages.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Stages message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.Stages & weir.v1.Stages.$Shape} Stages
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.Stages & weir.v1.Stages.$Shape;
        }

        namespace Stages {

            /** Properties of a Stages. */
            interface $Properties {

                /** Stages eventMs */
                eventMs?: (number|null);

                /** Stages ingestedMs */
                ingestedMs?: (number|null);

                /** Stages publishedMs */
                publishedMs?: (number|null);

                /** Stages storedMs */
                storedMs?: (number|null);

                /** Stages detectedMs */
                detectedMs?: (number|null);

                /** Stages decidedMs */
                decidedMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Stages. */
            type $Shape = weir.v1.Stages.$Properties;
        }

        /**
         * Properties of a ListDecisionsRequest.
         * @deprecated Use weir.v1.ListDecisionsRequest.$Properties instead.
         */
        interface IListDecisionsRequest extends weir.v1.ListDecisionsRequest.$Properties {
        }

        /** Represents a ListDecisionsRequest. */
        class ListDecisionsRequest {

            /**
             * Constructs a new ListDecisionsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ListDecisionsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Any scope when unspecified. */
            scope: weir.v1.Scope;

            /** Any value when empty. An address also finds the prefixes that cover it. */
            value: string;

            /** With it, entries that are lifted, expired, withheld or in shadow mode too. */
            all: boolean;

            /** At most so many, newest first; 0 and more than 1,000 are 1,000. Export tells more. */
            limit: number;

            /**
             * Encodes the specified ListDecisionsRequest message. Does not implicitly {@link weir.v1.ListDecisionsRequest.verify|verify} messages.
             * @param message ListDecisionsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ListDecisionsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListDecisionsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ListDecisionsRequest & weir.v1.ListDecisionsRequest.$Shape} ListDecisionsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ListDecisionsRequest & weir.v1.ListDecisionsRequest.$Shape;
        }

        namespace ListDecisionsRequest {

            /** Properties of a ListDecisionsRequest. */
            interface $Properties {

                /** Any scope when unspecified. */
                scope?: (weir.v1.Scope|null);

                /** Any value when empty. An address also finds the prefixes that cover it. */
                value?: (string|null);

                /** With it, entries that are lifted, expired, withheld or in shadow mode too. */
                all?: (boolean|null);

                /** At most so many, newest first; 0 and more than 1,000 are 1,000. Export tells more. */
                limit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListDecisionsRequest. */
            type $Shape = weir.v1.ListDecisionsRequest.$Properties;
        }

        /**
         * Properties of a ListDecisionsReply.
         * @deprecated Use weir.v1.ListDecisionsReply.$Properties instead.
         */
        interface IListDecisionsReply extends weir.v1.ListDecisionsReply.$Properties {
        }

        /** Represents a ListDecisionsReply. */
        class ListDecisionsReply {

            /**
             * Constructs a new ListDecisionsReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ListDecisionsReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListDecisionsReply decisions. */
            decisions: weir.v1.Decision.$Properties[];

            /** How many there are without the limit. */
            total: number;

            /** Enforcers that reported, and what they have applied. */
            enforcers: weir.v1.EnforcerState.$Properties[];

            /** ListDecisionsReply token. */
            token?: (weir.v1.LedgerToken.$Properties|null);

            /** Of the listed decisions those that enforcers have lately reported as applied, once for each enforcer. */
            applied: weir.v1.AppliedDecision.$Properties[];

            /** Of the listed decisions those that have refused requests, over all enforcers. */
            hits: weir.v1.DecisionHits.$Properties[];

            /**
             * Encodes the specified ListDecisionsReply message. Does not implicitly {@link weir.v1.ListDecisionsReply.verify|verify} messages.
             * @param message ListDecisionsReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ListDecisionsReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListDecisionsReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ListDecisionsReply & weir.v1.ListDecisionsReply.$Shape} ListDecisionsReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ListDecisionsReply & weir.v1.ListDecisionsReply.$Shape;
        }

        namespace ListDecisionsReply {

            /** Properties of a ListDecisionsReply. */
            interface $Properties {

                /** ListDecisionsReply decisions */
                decisions?: (weir.v1.Decision.$Properties[]|null);

                /** How many there are without the limit. */
                total?: (number|null);

                /** Enforcers that reported, and what they have applied. */
                enforcers?: (weir.v1.EnforcerState.$Properties[]|null);

                /** ListDecisionsReply token */
                token?: (weir.v1.LedgerToken.$Properties|null);

                /** Of the listed decisions those that enforcers have lately reported as applied, once for each enforcer. */
                applied?: (weir.v1.AppliedDecision.$Properties[]|null);

                /** Of the listed decisions those that have refused requests, over all enforcers. */
                hits?: (weir.v1.DecisionHits.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListDecisionsReply. */
            type $Shape = weir.v1.ListDecisionsReply.$Properties;
        }

        /**
         * Properties of an ExportRequest.
         * @deprecated Use weir.v1.ExportRequest.$Properties instead.
         */
        interface IExportRequest extends weir.v1.ExportRequest.$Properties {
        }

        /** Represents an ExportRequest. */
        class ExportRequest {

            /**
             * Constructs a new ExportRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ExportRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** With it, entries that are lifted, expired, withheld or in shadow mode too. */
            all: boolean;

            /** Any when unspecified. */
            remediation: weir.v1.Remediation;

            /** As in ListDecisionsRequest. */
            scope: weir.v1.Scope;

            /** ExportRequest value. */
            value: string;

            /** The newest so many, in this order; 0 for all, in none. */
            limit: number;

            /**
             * Encodes the specified ExportRequest message. Does not implicitly {@link weir.v1.ExportRequest.verify|verify} messages.
             * @param message ExportRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ExportRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExportRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ExportRequest & weir.v1.ExportRequest.$Shape} ExportRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ExportRequest & weir.v1.ExportRequest.$Shape;
        }

        namespace ExportRequest {

            /** Properties of an ExportRequest. */
            interface $Properties {

                /** With it, entries that are lifted, expired, withheld or in shadow mode too. */
                all?: (boolean|null);

                /** Any when unspecified. */
                remediation?: (weir.v1.Remediation|null);

                /** As in ListDecisionsRequest. */
                scope?: (weir.v1.Scope|null);

                /** ExportRequest value */
                value?: (string|null);

                /** The newest so many, in this order; 0 for all, in none. */
                limit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExportRequest. */
            type $Shape = weir.v1.ExportRequest.$Properties;
        }

        /**
         * Properties of an ExportReply.
         * @deprecated Use weir.v1.ExportReply.$Properties instead.
         */
        interface IExportReply extends weir.v1.ExportReply.$Properties {
        }

        /** Represents an ExportReply. */
        class ExportReply {

            /**
             * Constructs a new ExportReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ExportReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExportReply decisions. */
            decisions: weir.v1.Decision.$Properties[];

            /** Of these decisions, as in ListDecisionsReply. */
            applied: weir.v1.AppliedDecision.$Properties[];

            /** ExportReply hits. */
            hits: weir.v1.DecisionHits.$Properties[];

            /** With a limit: how many there are without it. */
            total: number;

            /**
             * Encodes the specified ExportReply message. Does not implicitly {@link weir.v1.ExportReply.verify|verify} messages.
             * @param message ExportReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ExportReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExportReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ExportReply & weir.v1.ExportReply.$Shape} ExportReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ExportReply & weir.v1.ExportReply.$Shape;
        }

        namespace ExportReply {

            /** Properties of an ExportReply. */
            interface $Properties {

                /** ExportReply decisions */
                decisions?: (weir.v1.Decision.$Properties[]|null);

                /** Of these decisions, as in ListDecisionsReply. */
                applied?: (weir.v1.AppliedDecision.$Properties[]|null);

                /** ExportReply hits */
                hits?: (weir.v1.DecisionHits.$Properties[]|null);

                /** With a limit: how many there are without it. */
                total?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExportReply. */
            type $Shape = weir.v1.ExportReply.$Properties;
        }

        /**
         * Properties of an AddDecisionRequest.
         * @deprecated Use weir.v1.AddDecisionRequest.$Properties instead.
         */
        interface IAddDecisionRequest extends weir.v1.AddDecisionRequest.$Properties {
        }

        /** Represents an AddDecisionRequest. */
        class AddDecisionRequest {

            /**
             * Constructs a new AddDecisionRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.AddDecisionRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AddDecisionRequest scope. */
            scope: weir.v1.Scope;

            /** AddDecisionRequest value. */
            value: string;

            /** AddDecisionRequest remediation. */
            remediation: weir.v1.Remediation;

            /** 0 = 403. */
            statusCode: number;

            /** From now; infinity is for ever. */
            durationMs: number;

            /** AddDecisionRequest reason. */
            reason: string;

            /** AddDecisionRequest author. */
            author: string;

            /**
             * Encodes the specified AddDecisionRequest message. Does not implicitly {@link weir.v1.AddDecisionRequest.verify|verify} messages.
             * @param message AddDecisionRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.AddDecisionRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AddDecisionRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.AddDecisionRequest & weir.v1.AddDecisionRequest.$Shape} AddDecisionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.AddDecisionRequest & weir.v1.AddDecisionRequest.$Shape;
        }

        namespace AddDecisionRequest {

            /** Properties of an AddDecisionRequest. */
            interface $Properties {

                /** AddDecisionRequest scope */
                scope?: (weir.v1.Scope|null);

                /** AddDecisionRequest value */
                value?: (string|null);

                /** AddDecisionRequest remediation */
                remediation?: (weir.v1.Remediation|null);

                /** 0 = 403. */
                statusCode?: (number|null);

                /** From now; infinity is for ever. */
                durationMs?: (number|null);

                /** AddDecisionRequest reason */
                reason?: (string|null);

                /** AddDecisionRequest author */
                author?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AddDecisionRequest. */
            type $Shape = weir.v1.AddDecisionRequest.$Properties;
        }

        /**
         * Properties of an AddDecisionReply.
         * @deprecated Use weir.v1.AddDecisionReply.$Properties instead.
         */
        interface IAddDecisionReply extends weir.v1.AddDecisionReply.$Properties {
        }

        /** Represents an AddDecisionReply. */
        class AddDecisionReply {

            /**
             * Constructs a new AddDecisionReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.AddDecisionReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AddDecisionReply decision. */
            decision?: (weir.v1.Decision.$Properties|null);

            /** Blocks that an allow entry covers, and that were taken back. */
            lifted: number;

            /**
             * Encodes the specified AddDecisionReply message. Does not implicitly {@link weir.v1.AddDecisionReply.verify|verify} messages.
             * @param message AddDecisionReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.AddDecisionReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AddDecisionReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.AddDecisionReply & weir.v1.AddDecisionReply.$Shape} AddDecisionReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.AddDecisionReply & weir.v1.AddDecisionReply.$Shape;
        }

        namespace AddDecisionReply {

            /** Properties of an AddDecisionReply. */
            interface $Properties {

                /** AddDecisionReply decision */
                decision?: (weir.v1.Decision.$Properties|null);

                /** Blocks that an allow entry covers, and that were taken back. */
                lifted?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AddDecisionReply. */
            type $Shape = weir.v1.AddDecisionReply.$Properties;
        }

        /**
         * Properties of an ExtendDecisionRequest.
         * @deprecated Use weir.v1.ExtendDecisionRequest.$Properties instead.
         */
        interface IExtendDecisionRequest extends weir.v1.ExtendDecisionRequest.$Properties {
        }

        /** Represents an ExtendDecisionRequest. */
        class ExtendDecisionRequest {

            /**
             * Constructs a new ExtendDecisionRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ExtendDecisionRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExtendDecisionRequest scope. */
            scope: weir.v1.Scope;

            /** ExtendDecisionRequest value. */
            value: string;

            /** Allow for an allow entry; else the entry that blocks. */
            remediation: weir.v1.Remediation;

            /** From now. An end that is later already stays. */
            durationMs: number;

            /** ExtendDecisionRequest reason. */
            reason: string;

            /** ExtendDecisionRequest author. */
            author: string;

            /**
             * Encodes the specified ExtendDecisionRequest message. Does not implicitly {@link weir.v1.ExtendDecisionRequest.verify|verify} messages.
             * @param message ExtendDecisionRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ExtendDecisionRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExtendDecisionRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ExtendDecisionRequest & weir.v1.ExtendDecisionRequest.$Shape} ExtendDecisionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ExtendDecisionRequest & weir.v1.ExtendDecisionRequest.$Shape;
        }

        namespace ExtendDecisionRequest {

            /** Properties of an ExtendDecisionRequest. */
            interface $Properties {

                /** ExtendDecisionRequest scope */
                scope?: (weir.v1.Scope|null);

                /** ExtendDecisionRequest value */
                value?: (string|null);

                /** Allow for an allow entry; else the entry that blocks. */
                remediation?: (weir.v1.Remediation|null);

                /** From now. An end that is later already stays. */
                durationMs?: (number|null);

                /** ExtendDecisionRequest reason */
                reason?: (string|null);

                /** ExtendDecisionRequest author */
                author?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExtendDecisionRequest. */
            type $Shape = weir.v1.ExtendDecisionRequest.$Properties;
        }

        /**
         * Properties of an ExtendDecisionReply.
         * @deprecated Use weir.v1.ExtendDecisionReply.$Properties instead.
         */
        interface IExtendDecisionReply extends weir.v1.ExtendDecisionReply.$Properties {
        }

        /** Represents an ExtendDecisionReply. */
        class ExtendDecisionReply {

            /**
             * Constructs a new ExtendDecisionReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ExtendDecisionReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExtendDecisionReply decision. */
            decision?: (weir.v1.Decision.$Properties|null);

            /**
             * Encodes the specified ExtendDecisionReply message. Does not implicitly {@link weir.v1.ExtendDecisionReply.verify|verify} messages.
             * @param message ExtendDecisionReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ExtendDecisionReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExtendDecisionReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ExtendDecisionReply & weir.v1.ExtendDecisionReply.$Shape} ExtendDecisionReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ExtendDecisionReply & weir.v1.ExtendDecisionReply.$Shape;
        }

        namespace ExtendDecisionReply {

            /** Properties of an ExtendDecisionReply. */
            interface $Properties {

                /** ExtendDecisionReply decision */
                decision?: (weir.v1.Decision.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExtendDecisionReply. */
            type $Shape = weir.v1.ExtendDecisionReply.$Properties;
        }

        /**
         * Properties of a DeleteDecisionRequest.
         * @deprecated Use weir.v1.DeleteDecisionRequest.$Properties instead.
         */
        interface IDeleteDecisionRequest extends weir.v1.DeleteDecisionRequest.$Properties {
        }

        /** Represents a DeleteDecisionRequest. */
        class DeleteDecisionRequest {

            /**
             * Constructs a new DeleteDecisionRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.DeleteDecisionRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeleteDecisionRequest scope. */
            scope: weir.v1.Scope;

            /** DeleteDecisionRequest value. */
            value: string;

            /** DeleteDecisionRequest remediation. */
            remediation: weir.v1.Remediation;

            /** DeleteDecisionRequest reason. */
            reason: string;

            /** DeleteDecisionRequest author. */
            author: string;

            /**
             * Encodes the specified DeleteDecisionRequest message. Does not implicitly {@link weir.v1.DeleteDecisionRequest.verify|verify} messages.
             * @param message DeleteDecisionRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.DeleteDecisionRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeleteDecisionRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.DeleteDecisionRequest & weir.v1.DeleteDecisionRequest.$Shape} DeleteDecisionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.DeleteDecisionRequest & weir.v1.DeleteDecisionRequest.$Shape;
        }

        namespace DeleteDecisionRequest {

            /** Properties of a DeleteDecisionRequest. */
            interface $Properties {

                /** DeleteDecisionRequest scope */
                scope?: (weir.v1.Scope|null);

                /** DeleteDecisionRequest value */
                value?: (string|null);

                /** DeleteDecisionRequest remediation */
                remediation?: (weir.v1.Remediation|null);

                /** DeleteDecisionRequest reason */
                reason?: (string|null);

                /** DeleteDecisionRequest author */
                author?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeleteDecisionRequest. */
            type $Shape = weir.v1.DeleteDecisionRequest.$Properties;
        }

        /**
         * Properties of a DeleteDecisionReply.
         * @deprecated Use weir.v1.DeleteDecisionReply.$Properties instead.
         */
        interface IDeleteDecisionReply extends weir.v1.DeleteDecisionReply.$Properties {
        }

        /** Represents a DeleteDecisionReply. */
        class DeleteDecisionReply {

            /**
             * Constructs a new DeleteDecisionReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.DeleteDecisionReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Unset when there was nothing to lift. */
            decision?: (weir.v1.Decision.$Properties|null);

            /**
             * Encodes the specified DeleteDecisionReply message. Does not implicitly {@link weir.v1.DeleteDecisionReply.verify|verify} messages.
             * @param message DeleteDecisionReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.DeleteDecisionReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeleteDecisionReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.DeleteDecisionReply & weir.v1.DeleteDecisionReply.$Shape} DeleteDecisionReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.DeleteDecisionReply & weir.v1.DeleteDecisionReply.$Shape;
        }

        namespace DeleteDecisionReply {

            /** Properties of a DeleteDecisionReply. */
            interface $Properties {

                /** Unset when there was nothing to lift. */
                decision?: (weir.v1.Decision.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeleteDecisionReply. */
            type $Shape = weir.v1.DeleteDecisionReply.$Properties;
        }

        /**
         * Properties of an ImportRequest.
         * @deprecated Use weir.v1.ImportRequest.$Properties instead.
         */
        interface IImportRequest extends weir.v1.ImportRequest.$Properties {
        }

        /** Represents an ImportRequest. */
        class ImportRequest {

            /**
             * Constructs a new ImportRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ImportRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ImportRequest begin. */
            begin?: (weir.v1.ImportBegin.$Properties|null);

            /** ImportRequest chunk. */
            chunk?: (weir.v1.ImportChunk.$Properties|null);

            /** ImportRequest kind. */
            kind?: ("begin"|"chunk");

            /**
             * Encodes the specified ImportRequest message. Does not implicitly {@link weir.v1.ImportRequest.verify|verify} messages.
             * @param message ImportRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ImportRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ImportRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ImportRequest & weir.v1.ImportRequest.$Shape} ImportRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ImportRequest & weir.v1.ImportRequest.$Shape;
        }

        namespace ImportRequest {

            /** Properties of an ImportRequest. */
            interface $Properties {

                /** ImportRequest begin */
                begin?: (weir.v1.ImportBegin.$Properties|null);

                /** ImportRequest chunk */
                chunk?: (weir.v1.ImportChunk.$Properties|null);

                /** ImportRequest kind */
                kind?: ("begin"|"chunk");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an ImportRequest. */
            type $Shape = {
              begin?: weir.v1.ImportBegin.$Shape|null;
              chunk?: weir.v1.ImportChunk.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; begin?: null; chunk?: null }|{ kind?: "begin"; begin: weir.v1.ImportBegin.$Shape; chunk?: null }|{ kind?: "chunk"; begin?: null; chunk: weir.v1.ImportChunk.$Shape })
            );
        }

        /**
         * Properties of an ImportBegin.
         * @deprecated Use weir.v1.ImportBegin.$Properties instead.
         */
        interface IImportBegin extends weir.v1.ImportBegin.$Properties {
        }

        /** Represents an ImportBegin. */
        class ImportBegin {

            /**
             * Constructs a new ImportBegin.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ImportBegin.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ImportBegin author. */
            author: string;

            /** Of entries that say none themselves. */
            reason: string;

            /** Only tells what would be done. */
            dryRun: boolean;

            /**
             * Encodes the specified ImportBegin message. Does not implicitly {@link weir.v1.ImportBegin.verify|verify} messages.
             * @param message ImportBegin message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ImportBegin.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ImportBegin message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ImportBegin & weir.v1.ImportBegin.$Shape} ImportBegin
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ImportBegin & weir.v1.ImportBegin.$Shape;
        }

        namespace ImportBegin {

            /** Properties of an ImportBegin. */
            interface $Properties {

                /** ImportBegin author */
                author?: (string|null);

                /** Of entries that say none themselves. */
                reason?: (string|null);

                /** Only tells what would be done. */
                dryRun?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ImportBegin. */
            type $Shape = weir.v1.ImportBegin.$Properties;
        }

        /**
         * Properties of an ImportChunk.
         * @deprecated Use weir.v1.ImportChunk.$Properties instead.
         */
        interface IImportChunk extends weir.v1.ImportChunk.$Properties {
        }

        /** Represents an ImportChunk. */
        class ImportChunk {

            /**
             * Constructs a new ImportChunk.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ImportChunk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** 1,000 at most. */
            entries: weir.v1.ImportEntry.$Properties[];

            /**
             * Encodes the specified ImportChunk message. Does not implicitly {@link weir.v1.ImportChunk.verify|verify} messages.
             * @param message ImportChunk message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ImportChunk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ImportChunk message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ImportChunk & weir.v1.ImportChunk.$Shape} ImportChunk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ImportChunk & weir.v1.ImportChunk.$Shape;
        }

        namespace ImportChunk {

            /** Properties of an ImportChunk. */
            interface $Properties {

                /** 1,000 at most. */
                entries?: (weir.v1.ImportEntry.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ImportChunk. */
            type $Shape = weir.v1.ImportChunk.$Properties;
        }

        /**
         * Properties of an ImportEntry.
         * @deprecated Use weir.v1.ImportEntry.$Properties instead.
         */
        interface IImportEntry extends weir.v1.ImportEntry.$Properties {
        }

        /** Represents an ImportEntry. */
        class ImportEntry {

            /**
             * Constructs a new ImportEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ImportEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ImportEntry scope. */
            scope: weir.v1.Scope;

            /** ImportEntry value. */
            value: string;

            /** ImportEntry remediation. */
            remediation: weir.v1.Remediation;

            /** 0 = 403. */
            statusCode: number;

            /** One of both: from now, or Unix ms. Infinity and year 9999 are for ever. */
            durationMs: number;

            /** ImportEntry untilMs. */
            untilMs: number;

            /** ImportEntry reason. */
            reason: string;

            /**
             * Encodes the specified ImportEntry message. Does not implicitly {@link weir.v1.ImportEntry.verify|verify} messages.
             * @param message ImportEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ImportEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ImportEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ImportEntry & weir.v1.ImportEntry.$Shape} ImportEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ImportEntry & weir.v1.ImportEntry.$Shape;
        }

        namespace ImportEntry {

            /** Properties of an ImportEntry. */
            interface $Properties {

                /** ImportEntry scope */
                scope?: (weir.v1.Scope|null);

                /** ImportEntry value */
                value?: (string|null);

                /** ImportEntry remediation */
                remediation?: (weir.v1.Remediation|null);

                /** 0 = 403. */
                statusCode?: (number|null);

                /** One of both: from now, or Unix ms. Infinity and year 9999 are for ever. */
                durationMs?: (number|null);

                /** ImportEntry untilMs */
                untilMs?: (number|null);

                /** ImportEntry reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ImportEntry. */
            type $Shape = weir.v1.ImportEntry.$Properties;
        }

        /**
         * Properties of an ImportReply.
         * @deprecated Use weir.v1.ImportReply.$Properties instead.
         */
        interface IImportReply extends weir.v1.ImportReply.$Properties {
        }

        /** Of one chunk, in their order; then one more without counts. */
        class ImportReply {

            /**
             * Constructs a new ImportReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ImportReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ImportReply added. */
            added: number;

            /** In force before, and now for longer or with another status. */
            changed: number;

            /** In force as wanted. */
            present: number;

            /** Not added, as their end is over. */
            ended: number;

            /** ImportReply refused. */
            refused: weir.v1.RefusedEntry.$Properties[];

            /** In the last reply: blocks that allow entries cover, and that were taken back. */
            lifted: number;

            /**
             * Encodes the specified ImportReply message. Does not implicitly {@link weir.v1.ImportReply.verify|verify} messages.
             * @param message ImportReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ImportReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ImportReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ImportReply & weir.v1.ImportReply.$Shape} ImportReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ImportReply & weir.v1.ImportReply.$Shape;
        }

        namespace ImportReply {

            /** Properties of an ImportReply. */
            interface $Properties {

                /** ImportReply added */
                added?: (number|null);

                /** In force before, and now for longer or with another status. */
                changed?: (number|null);

                /** In force as wanted. */
                present?: (number|null);

                /** Not added, as their end is over. */
                ended?: (number|null);

                /** ImportReply refused */
                refused?: (weir.v1.RefusedEntry.$Properties[]|null);

                /** In the last reply: blocks that allow entries cover, and that were taken back. */
                lifted?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ImportReply. */
            type $Shape = weir.v1.ImportReply.$Properties;
        }

        /**
         * Properties of a RefusedEntry.
         * @deprecated Use weir.v1.RefusedEntry.$Properties instead.
         */
        interface IRefusedEntry extends weir.v1.RefusedEntry.$Properties {
        }

        /** Represents a RefusedEntry. */
        class RefusedEntry {

            /**
             * Constructs a new RefusedEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.RefusedEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** In the chunk, from 0. */
            index: number;

            /** RefusedEntry why. */
            why: string;

            /**
             * Encodes the specified RefusedEntry message. Does not implicitly {@link weir.v1.RefusedEntry.verify|verify} messages.
             * @param message RefusedEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.RefusedEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RefusedEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.RefusedEntry & weir.v1.RefusedEntry.$Shape} RefusedEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.RefusedEntry & weir.v1.RefusedEntry.$Shape;
        }

        namespace RefusedEntry {

            /** Properties of a RefusedEntry. */
            interface $Properties {

                /** In the chunk, from 0. */
                index?: (number|null);

                /** RefusedEntry why */
                why?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RefusedEntry. */
            type $Shape = weir.v1.RefusedEntry.$Properties;
        }

        /**
         * Properties of a LedgerToken.
         * @deprecated Use weir.v1.LedgerToken.$Properties instead.
         */
        interface ILedgerToken extends weir.v1.LedgerToken.$Properties {
        }

        /** A place in the ledger's history. */
        class LedgerToken {

            /**
             * Constructs a new LedgerToken.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.LedgerToken.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Of the ledger's storage; a revision means nothing in another one. */
            incarnation: string;

            /** LedgerToken revision. */
            revision: number;

            /**
             * Encodes the specified LedgerToken message. Does not implicitly {@link weir.v1.LedgerToken.verify|verify} messages.
             * @param message LedgerToken message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.LedgerToken.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LedgerToken message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.LedgerToken & weir.v1.LedgerToken.$Shape} LedgerToken
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.LedgerToken & weir.v1.LedgerToken.$Shape;
        }

        namespace LedgerToken {

            /** Properties of a LedgerToken. */
            interface $Properties {

                /** Of the ledger's storage; a revision means nothing in another one. */
                incarnation?: (string|null);

                /** LedgerToken revision */
                revision?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LedgerToken. */
            type $Shape = weir.v1.LedgerToken.$Properties;
        }

        /**
         * Properties of a WatchRequest.
         * @deprecated Use weir.v1.WatchRequest.$Properties instead.
         */
        interface IWatchRequest extends weir.v1.WatchRequest.$Properties {
        }

        /** Represents a WatchRequest. */
        class WatchRequest {

            /**
             * Constructs a new WatchRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.WatchRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WatchRequest enforcer. */
            enforcer: string;

            /**
             * The last one applied, told by any replica. Unknown or compacted away: a full
             * snapshot follows. Unset: likewise. Ahead of the ledger: the same, if the
             * replica has not come so far within a second.
             */
            token?: (weir.v1.LedgerToken.$Properties|null);

            /**
             * Encodes the specified WatchRequest message. Does not implicitly {@link weir.v1.WatchRequest.verify|verify} messages.
             * @param message WatchRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.WatchRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WatchRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.WatchRequest & weir.v1.WatchRequest.$Shape} WatchRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.WatchRequest & weir.v1.WatchRequest.$Shape;
        }

        namespace WatchRequest {

            /** Properties of a WatchRequest. */
            interface $Properties {

                /** WatchRequest enforcer */
                enforcer?: (string|null);

                /**
                 * The last one applied, told by any replica. Unknown or compacted away: a full
                 * snapshot follows. Unset: likewise. Ahead of the ledger: the same, if the
                 * replica has not come so far within a second.
                 */
                token?: (weir.v1.LedgerToken.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WatchRequest. */
            type $Shape = weir.v1.WatchRequest.$Properties;
        }

        /**
         * Properties of a WatchReply.
         * @deprecated Use weir.v1.WatchReply.$Properties instead.
         */
        interface IWatchReply extends weir.v1.WatchReply.$Properties {
        }

        /** Represents a WatchReply. */
        class WatchReply {

            /**
             * Constructs a new WatchReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.WatchReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WatchReply snapshotBegin. */
            snapshotBegin?: (weir.v1.SnapshotBegin.$Properties|null);

            /** WatchReply change. */
            change?: (weir.v1.LedgerChange.$Properties|null);

            /** All that `snapshot_begin` announced has been sent. */
            snapshotEnd?: (weir.v1.SnapshotEnd.$Properties|null);

            /** WatchReply checkpoint. */
            checkpoint?: (weir.v1.Checkpoint.$Properties|null);

            /** WatchReply kind. */
            kind?: ("snapshotBegin"|"change"|"snapshotEnd"|"checkpoint");

            /**
             * Encodes the specified WatchReply message. Does not implicitly {@link weir.v1.WatchReply.verify|verify} messages.
             * @param message WatchReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.WatchReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WatchReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.WatchReply & weir.v1.WatchReply.$Shape} WatchReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.WatchReply & weir.v1.WatchReply.$Shape;
        }

        namespace WatchReply {

            /** Properties of a WatchReply. */
            interface $Properties {

                /** WatchReply snapshotBegin */
                snapshotBegin?: (weir.v1.SnapshotBegin.$Properties|null);

                /** WatchReply change */
                change?: (weir.v1.LedgerChange.$Properties|null);

                /** All that `snapshot_begin` announced has been sent. */
                snapshotEnd?: (weir.v1.SnapshotEnd.$Properties|null);

                /** WatchReply checkpoint */
                checkpoint?: (weir.v1.Checkpoint.$Properties|null);

                /** WatchReply kind */
                kind?: ("snapshotBegin"|"change"|"snapshotEnd"|"checkpoint");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a WatchReply. */
            type $Shape = {
              snapshotBegin?: weir.v1.SnapshotBegin.$Shape|null;
              change?: weir.v1.LedgerChange.$Shape|null;
              snapshotEnd?: weir.v1.SnapshotEnd.$Shape|null;
              checkpoint?: weir.v1.Checkpoint.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; snapshotBegin?: null; change?: null; snapshotEnd?: null; checkpoint?: null }|{ kind?: "snapshotBegin"; snapshotBegin: weir.v1.SnapshotBegin.$Shape; change?: null; snapshotEnd?: null; checkpoint?: null }|{ kind?: "change"; snapshotBegin?: null; change: weir.v1.LedgerChange.$Shape; snapshotEnd?: null; checkpoint?: null }|{ kind?: "snapshotEnd"; snapshotBegin?: null; change?: null; snapshotEnd: weir.v1.SnapshotEnd.$Shape; checkpoint?: null }|{ kind?: "checkpoint"; snapshotBegin?: null; change?: null; snapshotEnd?: null; checkpoint: weir.v1.Checkpoint.$Shape })
            );
        }

        /**
         * Properties of a SnapshotBegin.
         * @deprecated Use weir.v1.SnapshotBegin.$Properties instead.
         */
        interface ISnapshotBegin extends weir.v1.SnapshotBegin.$Properties {
        }

        /** Represents a SnapshotBegin. */
        class SnapshotBegin {

            /**
             * Constructs a new SnapshotBegin.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.SnapshotBegin.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotBegin token. */
            token?: (weir.v1.LedgerToken.$Properties|null);

            /** SnapshotBegin count. */
            count: number;

            /** When it was sent, Unix ms of the decision service. */
            nowMs: number;

            /**
             * Encodes the specified SnapshotBegin message. Does not implicitly {@link weir.v1.SnapshotBegin.verify|verify} messages.
             * @param message SnapshotBegin message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.SnapshotBegin.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotBegin message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.SnapshotBegin & weir.v1.SnapshotBegin.$Shape} SnapshotBegin
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.SnapshotBegin & weir.v1.SnapshotBegin.$Shape;
        }

        namespace SnapshotBegin {

            /** Properties of a SnapshotBegin. */
            interface $Properties {

                /** SnapshotBegin token */
                token?: (weir.v1.LedgerToken.$Properties|null);

                /** SnapshotBegin count */
                count?: (number|null);

                /** When it was sent, Unix ms of the decision service. */
                nowMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotBegin. */
            type $Shape = weir.v1.SnapshotBegin.$Properties;
        }

        /**
         * Properties of a SnapshotEnd.
         * @deprecated Use weir.v1.SnapshotEnd.$Properties instead.
         */
        interface ISnapshotEnd extends weir.v1.SnapshotEnd.$Properties {
        }

        /** Represents a SnapshotEnd. */
        class SnapshotEnd {

            /**
             * Constructs a new SnapshotEnd.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.SnapshotEnd.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotEnd token. */
            token?: (weir.v1.LedgerToken.$Properties|null);

            /**
             * Encodes the specified SnapshotEnd message. Does not implicitly {@link weir.v1.SnapshotEnd.verify|verify} messages.
             * @param message SnapshotEnd message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.SnapshotEnd.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotEnd message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.SnapshotEnd & weir.v1.SnapshotEnd.$Shape} SnapshotEnd
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.SnapshotEnd & weir.v1.SnapshotEnd.$Shape;
        }

        namespace SnapshotEnd {

            /** Properties of a SnapshotEnd. */
            interface $Properties {

                /** SnapshotEnd token */
                token?: (weir.v1.LedgerToken.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotEnd. */
            type $Shape = weir.v1.SnapshotEnd.$Properties;
        }

        /**
         * Properties of a LedgerChange.
         * @deprecated Use weir.v1.LedgerChange.$Properties instead.
         */
        interface ILedgerChange extends weir.v1.LedgerChange.$Properties {
        }

        /** Represents a LedgerChange. */
        class LedgerChange {

            /**
             * Constructs a new LedgerChange.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.LedgerChange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LedgerChange revision. */
            revision: number;

            /** Key of the entry in the ledger. */
            key: string;

            /** Unset when the entry was swept. */
            decision?: (weir.v1.Decision.$Properties|null);

            /**
             * Encodes the specified LedgerChange message. Does not implicitly {@link weir.v1.LedgerChange.verify|verify} messages.
             * @param message LedgerChange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.LedgerChange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LedgerChange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.LedgerChange & weir.v1.LedgerChange.$Shape} LedgerChange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.LedgerChange & weir.v1.LedgerChange.$Shape;
        }

        namespace LedgerChange {

            /** Properties of a LedgerChange. */
            interface $Properties {

                /** LedgerChange revision */
                revision?: (number|null);

                /** Key of the entry in the ledger. */
                key?: (string|null);

                /** Unset when the entry was swept. */
                decision?: (weir.v1.Decision.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LedgerChange. */
            type $Shape = weir.v1.LedgerChange.$Properties;
        }

        /**
         * Properties of a Checkpoint.
         * @deprecated Use weir.v1.Checkpoint.$Properties instead.
         */
        interface ICheckpoint extends weir.v1.Checkpoint.$Properties {
        }

        /** Every 10 s: what a reader must hold at `token`. */
        class Checkpoint {

            /**
             * Constructs a new Checkpoint.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.Checkpoint.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Checkpoint token. */
            token?: (weir.v1.LedgerToken.$Properties|null);

            /** Checkpoint count. */
            count: number;

            /** XOR over the hashes of (key, revision), hex. */
            checksum: string;

            /**
             * Encodes the specified Checkpoint message. Does not implicitly {@link weir.v1.Checkpoint.verify|verify} messages.
             * @param message Checkpoint message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.Checkpoint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Checkpoint message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.Checkpoint & weir.v1.Checkpoint.$Shape} Checkpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.Checkpoint & weir.v1.Checkpoint.$Shape;
        }

        namespace Checkpoint {

            /** Properties of a Checkpoint. */
            interface $Properties {

                /** Checkpoint token */
                token?: (weir.v1.LedgerToken.$Properties|null);

                /** Checkpoint count */
                count?: (number|null);

                /** XOR over the hashes of (key, revision), hex. */
                checksum?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Checkpoint. */
            type $Shape = weir.v1.Checkpoint.$Properties;
        }

        /**
         * Properties of a ReportAppliedRequest.
         * @deprecated Use weir.v1.ReportAppliedRequest.$Properties instead.
         */
        interface IReportAppliedRequest extends weir.v1.ReportAppliedRequest.$Properties {
        }

        /** Represents a ReportAppliedRequest. */
        class ReportAppliedRequest {

            /**
             * Constructs a new ReportAppliedRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ReportAppliedRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReportAppliedRequest enforcer. */
            enforcer: string;

            /** ReportAppliedRequest target. */
            target: string;

            /** ReportAppliedRequest token. */
            token?: (weir.v1.LedgerToken.$Properties|null);

            /** ReportAppliedRequest applied. */
            applied: weir.v1.AppliedDecision.$Properties[];

            /** Decisions the target holds now. */
            held: number;

            /** Empty when all is well. */
            alarm: string;

            /** Of decisions that have refused requests since the report before. */
            hits: weir.v1.DecisionHits.$Properties[];

            /**
             * Encodes the specified ReportAppliedRequest message. Does not implicitly {@link weir.v1.ReportAppliedRequest.verify|verify} messages.
             * @param message ReportAppliedRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ReportAppliedRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReportAppliedRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ReportAppliedRequest & weir.v1.ReportAppliedRequest.$Shape} ReportAppliedRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ReportAppliedRequest & weir.v1.ReportAppliedRequest.$Shape;
        }

        namespace ReportAppliedRequest {

            /** Properties of a ReportAppliedRequest. */
            interface $Properties {

                /** ReportAppliedRequest enforcer */
                enforcer?: (string|null);

                /** ReportAppliedRequest target */
                target?: (string|null);

                /** ReportAppliedRequest token */
                token?: (weir.v1.LedgerToken.$Properties|null);

                /** ReportAppliedRequest applied */
                applied?: (weir.v1.AppliedDecision.$Properties[]|null);

                /** Decisions the target holds now. */
                held?: (number|null);

                /** Empty when all is well. */
                alarm?: (string|null);

                /** Of decisions that have refused requests since the report before. */
                hits?: (weir.v1.DecisionHits.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReportAppliedRequest. */
            type $Shape = weir.v1.ReportAppliedRequest.$Properties;
        }

        /**
         * Properties of a DecisionHits.
         * @deprecated Use weir.v1.DecisionHits.$Properties instead.
         */
        interface IDecisionHits extends weir.v1.DecisionHits.$Properties {
        }

        /** Represents a DecisionHits. */
        class DecisionHits {

            /**
             * Constructs a new DecisionHits.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.DecisionHits.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Of the decision. */
            id: string;

            /** Requests refused. In a report: by this enforcer since its start. */
            refused: number;

            /** Unix ms of the latest. */
            lastSeenMs: number;

            /**
             * Encodes the specified DecisionHits message. Does not implicitly {@link weir.v1.DecisionHits.verify|verify} messages.
             * @param message DecisionHits message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.DecisionHits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DecisionHits message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.DecisionHits & weir.v1.DecisionHits.$Shape} DecisionHits
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.DecisionHits & weir.v1.DecisionHits.$Shape;
        }

        namespace DecisionHits {

            /** Properties of a DecisionHits. */
            interface $Properties {

                /** Of the decision. */
                id?: (string|null);

                /** Requests refused. In a report: by this enforcer since its start. */
                refused?: (number|null);

                /** Unix ms of the latest. */
                lastSeenMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DecisionHits. */
            type $Shape = weir.v1.DecisionHits.$Properties;
        }

        /**
         * Properties of an AppliedDecision.
         * @deprecated Use weir.v1.AppliedDecision.$Properties instead.
         */
        interface IAppliedDecision extends weir.v1.AppliedDecision.$Properties {
        }

        /** Represents an AppliedDecision. */
        class AppliedDecision {

            /**
             * Constructs a new AppliedDecision.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.AppliedDecision.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AppliedDecision id. */
            id: string;

            /** AppliedDecision appliedMs. */
            appliedMs: number;

            /** Of the evidence, as in the decision's stages: for the time from line to ban. */
            ingestedMs: number;

            /** AppliedDecision enforcer. */
            enforcer: string;

            /**
             * Encodes the specified AppliedDecision message. Does not implicitly {@link weir.v1.AppliedDecision.verify|verify} messages.
             * @param message AppliedDecision message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.AppliedDecision.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AppliedDecision message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.AppliedDecision & weir.v1.AppliedDecision.$Shape} AppliedDecision
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.AppliedDecision & weir.v1.AppliedDecision.$Shape;
        }

        namespace AppliedDecision {

            /** Properties of an AppliedDecision. */
            interface $Properties {

                /** AppliedDecision id */
                id?: (string|null);

                /** AppliedDecision appliedMs */
                appliedMs?: (number|null);

                /** Of the evidence, as in the decision's stages: for the time from line to ban. */
                ingestedMs?: (number|null);

                /** AppliedDecision enforcer */
                enforcer?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AppliedDecision. */
            type $Shape = weir.v1.AppliedDecision.$Properties;
        }

        /**
         * Properties of a ReportAppliedReply.
         * @deprecated Use weir.v1.ReportAppliedReply.$Properties instead.
         */
        interface IReportAppliedReply extends weir.v1.ReportAppliedReply.$Properties {
        }

        /** Represents a ReportAppliedReply. */
        class ReportAppliedReply {

            /**
             * Constructs a new ReportAppliedReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ReportAppliedReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** When it was answered, Unix ms of the decision service. */
            nowMs: number;

            /**
             * Encodes the specified ReportAppliedReply message. Does not implicitly {@link weir.v1.ReportAppliedReply.verify|verify} messages.
             * @param message ReportAppliedReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ReportAppliedReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReportAppliedReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ReportAppliedReply & weir.v1.ReportAppliedReply.$Shape} ReportAppliedReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ReportAppliedReply & weir.v1.ReportAppliedReply.$Shape;
        }

        namespace ReportAppliedReply {

            /** Properties of a ReportAppliedReply. */
            interface $Properties {

                /** When it was answered, Unix ms of the decision service. */
                nowMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReportAppliedReply. */
            type $Shape = weir.v1.ReportAppliedReply.$Properties;
        }

        /**
         * Properties of an EnforcerState.
         * @deprecated Use weir.v1.EnforcerState.$Properties instead.
         */
        interface IEnforcerState extends weir.v1.EnforcerState.$Properties {
        }

        /** Represents an EnforcerState. */
        class EnforcerState {

            /**
             * Constructs a new EnforcerState.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.EnforcerState.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnforcerState enforcer. */
            enforcer: string;

            /** EnforcerState target. */
            target: string;

            /** EnforcerState token. */
            token?: (weir.v1.LedgerToken.$Properties|null);

            /** EnforcerState held. */
            held: number;

            /** EnforcerState alarm. */
            alarm: string;

            /** EnforcerState reportedMs. */
            reportedMs: number;

            /**
             * Encodes the specified EnforcerState message. Does not implicitly {@link weir.v1.EnforcerState.verify|verify} messages.
             * @param message EnforcerState message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.EnforcerState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnforcerState message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.EnforcerState & weir.v1.EnforcerState.$Shape} EnforcerState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.EnforcerState & weir.v1.EnforcerState.$Shape;
        }

        namespace EnforcerState {

            /** Properties of an EnforcerState. */
            interface $Properties {

                /** EnforcerState enforcer */
                enforcer?: (string|null);

                /** EnforcerState target */
                target?: (string|null);

                /** EnforcerState token */
                token?: (weir.v1.LedgerToken.$Properties|null);

                /** EnforcerState held */
                held?: (number|null);

                /** EnforcerState alarm */
                alarm?: (string|null);

                /** EnforcerState reportedMs */
                reportedMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnforcerState. */
            type $Shape = weir.v1.EnforcerState.$Properties;
        }

        /**
         * Properties of an EventBatch.
         * @deprecated Use weir.v1.EventBatch.$Properties instead.
         */
        interface IEventBatch extends weir.v1.EventBatch.$Properties {
        }

        /** Represents an EventBatch. */
        class EventBatch {

            /**
             * Constructs a new EventBatch.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.EventBatch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Rows of every column below. 0 for a batch that only carries watermarks. */
            rows: number;

            /**
             * Who cut the batch: a collector, or a client of Ingest. An identity belongs to
             * one spool: a collector that has lost its spool takes a new one.
             */
            collector: string;

            /** EventBatch shard. */
            shard: number;

            /**
             * Version of the shard map that `shard` was computed with. A shard refuses
             * batches of another version.
             */
            shardMapVersion: number;

            /**
             * 1, 2, 3 ... without gaps for each (collector, shard). Carries exactly-once
             * delivery beyond JetStream's dedupe window.
             */
            number: number;

            /** W3C trace context of the publish span; empty when tracing is off. */
            traceparent: string;

            /** Unix ms when the first line of the batch was read from its source. */
            ingestedMs: number;

            /** Unix ms when the batch was cut and handed to the publisher. */
            publishedMs: number;

            /** Where the rows came from. */
            sources: weir.v1.SourceSpan.$Properties[];

            /** u8: index into `sources`. */
            source: Uint8Array;

            /** u32: where the line starts, relative to the span's `from`. */
            position: Uint8Array;

            /** f64: event time, Unix ms. */
            timeMs: Uint8Array;

            /**
             * 4 x u32 a row: the client's address, most significant word first; IPv4 as
             * ::ffff:a.b.c.d.
             */
            address: Uint8Array;

            /** u16 */
            status: Uint8Array;

            /** f64: bytes of the response. */
            bytesSent: Uint8Array;

            /** u32: time taken to serve the request, microseconds, 0 when unknown. */
            requestTimeUs: Uint8Array;

            /**
             * u8: bit 0 refused by Weir itself, bit 1 late (older than the source's
             * watermark when read), bit 2 the request line was no HTTP request, bit 3 it
             * tells of a WAF rule that matched, bit 4 the address is a trusted proxy's.
             */
            flags: Uint8Array;

            /** f64: bytes of the request, 0 when unknown. */
            requestBytes: Uint8Array;

            /**
             * u8: severity of a WAF rule that matched, as syslog counts them: 0 emergency
             * to 7 debug. Only where there is a waf_rule.
             */
            wafSeverity: Uint8Array;

            /** EventBatch host. */
            host?: (weir.v1.TextColumn.$Properties|null);

            /** EventBatch method. */
            method?: (weir.v1.TextColumn.$Properties|null);

            /** Without the query, as the client sent it (percent-encoded). */
            path?: (weir.v1.TextColumn.$Properties|null);

            /** EventBatch query. */
            query?: (weir.v1.TextColumn.$Properties|null);

            /** EventBatch protocol. */
            protocol?: (weir.v1.TextColumn.$Properties|null);

            /** EventBatch userAgent. */
            userAgent?: (weir.v1.TextColumn.$Properties|null);

            /** EventBatch referer. */
            referer?: (weir.v1.TextColumn.$Properties|null);

            /** EventBatch user. */
            user?: (weir.v1.TextColumn.$Properties|null);

            /** EventBatch requestId. */
            requestId?: (weir.v1.TextColumn.$Properties|null);

            /** Id of the WAF rule that the event tells of; empty for a plain request. */
            wafRule?: (weir.v1.TextColumn.$Properties|null);

            /**
             * Encodes the specified EventBatch message. Does not implicitly {@link weir.v1.EventBatch.verify|verify} messages.
             * @param message EventBatch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.EventBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EventBatch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.EventBatch & weir.v1.EventBatch.$Shape} EventBatch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.EventBatch & weir.v1.EventBatch.$Shape;
        }

        namespace EventBatch {

            /** Properties of an EventBatch. */
            interface $Properties {

                /** Rows of every column below. 0 for a batch that only carries watermarks. */
                rows?: (number|null);

                /**
                 * Who cut the batch: a collector, or a client of Ingest. An identity belongs to
                 * one spool: a collector that has lost its spool takes a new one.
                 */
                collector?: (string|null);

                /** EventBatch shard */
                shard?: (number|null);

                /**
                 * Version of the shard map that `shard` was computed with. A shard refuses
                 * batches of another version.
                 */
                shardMapVersion?: (number|null);

                /**
                 * 1, 2, 3 ... without gaps for each (collector, shard). Carries exactly-once
                 * delivery beyond JetStream's dedupe window.
                 */
                number?: (number|null);

                /** W3C trace context of the publish span; empty when tracing is off. */
                traceparent?: (string|null);

                /** Unix ms when the first line of the batch was read from its source. */
                ingestedMs?: (number|null);

                /** Unix ms when the batch was cut and handed to the publisher. */
                publishedMs?: (number|null);

                /** Where the rows came from. */
                sources?: (weir.v1.SourceSpan.$Properties[]|null);

                /** u8: index into `sources`. */
                source?: (Uint8Array|null);

                /** u32: where the line starts, relative to the span's `from`. */
                position?: (Uint8Array|null);

                /** f64: event time, Unix ms. */
                timeMs?: (Uint8Array|null);

                /**
                 * 4 x u32 a row: the client's address, most significant word first; IPv4 as
                 * ::ffff:a.b.c.d.
                 */
                address?: (Uint8Array|null);

                /** u16 */
                status?: (Uint8Array|null);

                /** f64: bytes of the response. */
                bytesSent?: (Uint8Array|null);

                /** u32: time taken to serve the request, microseconds, 0 when unknown. */
                requestTimeUs?: (Uint8Array|null);

                /**
                 * u8: bit 0 refused by Weir itself, bit 1 late (older than the source's
                 * watermark when read), bit 2 the request line was no HTTP request, bit 3 it
                 * tells of a WAF rule that matched, bit 4 the address is a trusted proxy's.
                 */
                flags?: (Uint8Array|null);

                /** f64: bytes of the request, 0 when unknown. */
                requestBytes?: (Uint8Array|null);

                /**
                 * u8: severity of a WAF rule that matched, as syslog counts them: 0 emergency
                 * to 7 debug. Only where there is a waf_rule.
                 */
                wafSeverity?: (Uint8Array|null);

                /** EventBatch host */
                host?: (weir.v1.TextColumn.$Properties|null);

                /** EventBatch method */
                method?: (weir.v1.TextColumn.$Properties|null);

                /** Without the query, as the client sent it (percent-encoded). */
                path?: (weir.v1.TextColumn.$Properties|null);

                /** EventBatch query */
                query?: (weir.v1.TextColumn.$Properties|null);

                /** EventBatch protocol */
                protocol?: (weir.v1.TextColumn.$Properties|null);

                /** EventBatch userAgent */
                userAgent?: (weir.v1.TextColumn.$Properties|null);

                /** EventBatch referer */
                referer?: (weir.v1.TextColumn.$Properties|null);

                /** EventBatch user */
                user?: (weir.v1.TextColumn.$Properties|null);

                /** EventBatch requestId */
                requestId?: (weir.v1.TextColumn.$Properties|null);

                /** Id of the WAF rule that the event tells of; empty for a plain request. */
                wafRule?: (weir.v1.TextColumn.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EventBatch. */
            type $Shape = weir.v1.EventBatch.$Properties;
        }

        /**
         * Properties of a SourceSpan.
         * @deprecated Use weir.v1.SourceSpan.$Properties instead.
         */
        interface ISourceSpan extends weir.v1.SourceSpan.$Properties {
        }

        /** A run of one source that the batch covers. */
        class SourceSpan {

            /**
             * Constructs a new SourceSpan.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.SourceSpan.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** The configured name of the source. */
            name: string;

            /**
             * What is read now: for a file, device, inode and fingerprint; of a client of
             * Ingest, its name.
             */
            identity: string;

            /** First byte of the first row's line. */
            from: number;

            /**
             * All of the shard's lines that start before this are in this batch or in one
             * with a smaller number.
             */
            to: number;

            /**
             * Event time up to which the source is complete: the newest time seen, less
             * the lateness that is allowed (30 s).
             */
            watermarkMs: number;

            /** Bit i: the format gives the i-th field of the field list (libs/domain/event). */
            fields: number;

            /**
             * Encodes the specified SourceSpan message. Does not implicitly {@link weir.v1.SourceSpan.verify|verify} messages.
             * @param message SourceSpan message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.SourceSpan.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SourceSpan message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.SourceSpan & weir.v1.SourceSpan.$Shape} SourceSpan
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.SourceSpan & weir.v1.SourceSpan.$Shape;
        }

        namespace SourceSpan {

            /** Properties of a SourceSpan. */
            interface $Properties {

                /** The configured name of the source. */
                name?: (string|null);

                /**
                 * What is read now: for a file, device, inode and fingerprint; of a client of
                 * Ingest, its name.
                 */
                identity?: (string|null);

                /** First byte of the first row's line. */
                from?: (number|null);

                /**
                 * All of the shard's lines that start before this are in this batch or in one
                 * with a smaller number.
                 */
                to?: (number|null);

                /**
                 * Event time up to which the source is complete: the newest time seen, less
                 * the lateness that is allowed (30 s).
                 */
                watermarkMs?: (number|null);

                /** Bit i: the format gives the i-th field of the field list (libs/domain/event). */
                fields?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SourceSpan. */
            type $Shape = weir.v1.SourceSpan.$Properties;
        }

        /**
         * Properties of a TextColumn.
         * @deprecated Use weir.v1.TextColumn.$Properties instead.
         */
        interface ITextColumn extends weir.v1.TextColumn.$Properties {
        }

        /** Represents a TextColumn. */
        class TextColumn {

            /**
             * Constructs a new TextColumn.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.TextColumn.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** The distinct values, one after the other, as logged (after unescaping). */
            data: Uint8Array;

            /** u32: where value i ends in `data`. Value 0 is the empty string. */
            ends: Uint8Array;

            /** u16 for each row: which value. */
            index: Uint8Array;

            /** The values that were longer than the cap, by ascending `value`. */
            cuts: weir.v1.CutValue.$Properties[];

            /**
             * Encodes the specified TextColumn message. Does not implicitly {@link weir.v1.TextColumn.verify|verify} messages.
             * @param message TextColumn message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.TextColumn.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TextColumn message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.TextColumn & weir.v1.TextColumn.$Shape} TextColumn
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.TextColumn & weir.v1.TextColumn.$Shape;
        }

        namespace TextColumn {

            /** Properties of a TextColumn. */
            interface $Properties {

                /** The distinct values, one after the other, as logged (after unescaping). */
                data?: (Uint8Array|null);

                /** u32: where value i ends in `data`. Value 0 is the empty string. */
                ends?: (Uint8Array|null);

                /** u16 for each row: which value. */
                index?: (Uint8Array|null);

                /** The values that were longer than the cap, by ascending `value`. */
                cuts?: (weir.v1.CutValue.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TextColumn. */
            type $Shape = weir.v1.TextColumn.$Properties;
        }

        /**
         * Properties of a CutValue.
         * @deprecated Use weir.v1.CutValue.$Properties instead.
         */
        interface ICutValue extends weir.v1.CutValue.$Properties {
        }

        /** A value of which only the beginning is kept. */
        class CutValue {

            /**
             * Constructs a new CutValue.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.CutValue.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CutValue value. */
            value: number;

            /** Bytes of the whole. */
            length: number;

            /** First 8 bytes of SHA-256 of the whole, so that long values stay distinct. */
            digest: Uint8Array;

            /**
             * Encodes the specified CutValue message. Does not implicitly {@link weir.v1.CutValue.verify|verify} messages.
             * @param message CutValue message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.CutValue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CutValue message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.CutValue & weir.v1.CutValue.$Shape} CutValue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.CutValue & weir.v1.CutValue.$Shape;
        }

        namespace CutValue {

            /** Properties of a CutValue. */
            interface $Properties {

                /** CutValue value */
                value?: (number|null);

                /** Bytes of the whole. */
                length?: (number|null);

                /** First 8 bytes of SHA-256 of the whole, so that long values stay distinct. */
                digest?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CutValue. */
            type $Shape = weir.v1.CutValue.$Properties;
        }

        /**
         * Properties of a RevokeRequest.
         * @deprecated Use weir.v1.RevokeRequest.$Properties instead.
         */
        interface IRevokeRequest extends weir.v1.RevokeRequest.$Properties {
        }

        /** Represents a RevokeRequest. */
        class RevokeRequest {

            /**
             * Constructs a new RevokeRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.RevokeRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** A scenario or a policy. */
            scenario: string;

            /** Of the scenario; any when empty. */
            version: string;

            /** RevokeRequest policy. */
            policy: string;

            /** RevokeRequest author. */
            author: string;

            /** RevokeRequest reason. */
            reason: string;

            /** Only says how many. */
            dryRun: boolean;

            /**
             * Encodes the specified RevokeRequest message. Does not implicitly {@link weir.v1.RevokeRequest.verify|verify} messages.
             * @param message RevokeRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.RevokeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RevokeRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.RevokeRequest & weir.v1.RevokeRequest.$Shape} RevokeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.RevokeRequest & weir.v1.RevokeRequest.$Shape;
        }

        namespace RevokeRequest {

            /** Properties of a RevokeRequest. */
            interface $Properties {

                /** A scenario or a policy. */
                scenario?: (string|null);

                /** Of the scenario; any when empty. */
                version?: (string|null);

                /** RevokeRequest policy */
                policy?: (string|null);

                /** RevokeRequest author */
                author?: (string|null);

                /** RevokeRequest reason */
                reason?: (string|null);

                /** Only says how many. */
                dryRun?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RevokeRequest. */
            type $Shape = weir.v1.RevokeRequest.$Properties;
        }

        /**
         * Properties of a RevokeReply.
         * @deprecated Use weir.v1.RevokeReply.$Properties instead.
         */
        interface IRevokeReply extends weir.v1.RevokeReply.$Properties {
        }

        /** Represents a RevokeReply. */
        class RevokeReply {

            /**
             * Constructs a new RevokeReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.RevokeReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Entries that are in force no more, and those that others still hold. */
            lifted: number;

            /** RevokeReply kept. */
            kept: number;

            /** Entries for which there was no time in this call: call again. */
            left: number;

            /**
             * Encodes the specified RevokeReply message. Does not implicitly {@link weir.v1.RevokeReply.verify|verify} messages.
             * @param message RevokeReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.RevokeReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RevokeReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.RevokeReply & weir.v1.RevokeReply.$Shape} RevokeReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.RevokeReply & weir.v1.RevokeReply.$Shape;
        }

        namespace RevokeReply {

            /** Properties of a RevokeReply. */
            interface $Properties {

                /** Entries that are in force no more, and those that others still hold. */
                lifted?: (number|null);

                /** RevokeReply kept */
                kept?: (number|null);

                /** Entries for which there was no time in this call: call again. */
                left?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RevokeReply. */
            type $Shape = weir.v1.RevokeReply.$Properties;
        }

        /**
         * Properties of a GuardStateRequest.
         * @deprecated Use weir.v1.GuardStateRequest.$Properties instead.
         */
        interface IGuardStateRequest extends weir.v1.GuardStateRequest.$Properties {
        }

        /** Represents a GuardStateRequest. */
        class GuardStateRequest {

            /**
             * Constructs a new GuardStateRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.GuardStateRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified GuardStateRequest message. Does not implicitly {@link weir.v1.GuardStateRequest.verify|verify} messages.
             * @param message GuardStateRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.GuardStateRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GuardStateRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.GuardStateRequest & weir.v1.GuardStateRequest.$Shape} GuardStateRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.GuardStateRequest & weir.v1.GuardStateRequest.$Shape;
        }

        namespace GuardStateRequest {

            /** Properties of a GuardStateRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GuardStateRequest. */
            type $Shape = weir.v1.GuardStateRequest.$Properties;
        }

        /**
         * Properties of a GuardStateReply.
         * @deprecated Use weir.v1.GuardStateReply.$Properties instead.
         */
        interface IGuardStateReply extends weir.v1.GuardStateReply.$Properties {
        }

        /** Represents a GuardStateReply. */
        class GuardStateReply {

            /**
             * Constructs a new GuardStateReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.GuardStateReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** enforce, alarm or off */
            mode: string;

            /** Clients of the last minute, of all range shards; unset while no analyzer was heard. */
            clients?: (number|null);

            /** GuardStateReply successfulClients. */
            successfulClients?: (number|null);

            /** The latest last; those that were released lately too. */
            trips: weir.v1.GuardTrip.$Properties[];

            /**
             * Encodes the specified GuardStateReply message. Does not implicitly {@link weir.v1.GuardStateReply.verify|verify} messages.
             * @param message GuardStateReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.GuardStateReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GuardStateReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.GuardStateReply & weir.v1.GuardStateReply.$Shape} GuardStateReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.GuardStateReply & weir.v1.GuardStateReply.$Shape;
        }

        namespace GuardStateReply {

            /** Properties of a GuardStateReply. */
            interface $Properties {

                /** enforce, alarm or off */
                mode?: (string|null);

                /** Clients of the last minute, of all range shards; unset while no analyzer was heard. */
                clients?: (number|null);

                /** GuardStateReply successfulClients */
                successfulClients?: (number|null);

                /** The latest last; those that were released lately too. */
                trips?: (weir.v1.GuardTrip.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GuardStateReply. */
            type $Shape = weir.v1.GuardStateReply.$Properties;
        }

        /**
         * Properties of a GuardTrip.
         * @deprecated Use weir.v1.GuardTrip.$Properties instead.
         */
        interface IGuardTrip extends weir.v1.GuardTrip.$Properties {
        }

        /** A scenario's version or a policy that has blocked too many. */
        class GuardTrip {

            /**
             * Constructs a new GuardTrip.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.GuardTrip.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** scenario or policy */
            kind: string;

            /** GuardTrip name. */
            name: string;

            /** Of a scenario. */
            version: string;

            /** GuardTrip atMs. */
            atMs: number;

            /** GuardTrip why. */
            why: string;

            /** Whether anything was done about it: with `mode: alarm` nothing is. */
            stopped: boolean;

            /** Entries lifted so far, and whether those were all. */
            lifted: number;

            /** GuardTrip done. */
            done: boolean;

            /** When and why it was let go; 0 while it was not. */
            releasedMs: number;

            /** GuardTrip releasedBy. */
            releasedBy: string;

            /**
             * Encodes the specified GuardTrip message. Does not implicitly {@link weir.v1.GuardTrip.verify|verify} messages.
             * @param message GuardTrip message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.GuardTrip.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GuardTrip message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.GuardTrip & weir.v1.GuardTrip.$Shape} GuardTrip
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.GuardTrip & weir.v1.GuardTrip.$Shape;
        }

        namespace GuardTrip {

            /** Properties of a GuardTrip. */
            interface $Properties {

                /** scenario or policy */
                kind?: (string|null);

                /** GuardTrip name */
                name?: (string|null);

                /** Of a scenario. */
                version?: (string|null);

                /** GuardTrip atMs */
                atMs?: (number|null);

                /** GuardTrip why */
                why?: (string|null);

                /** Whether anything was done about it: with `mode: alarm` nothing is. */
                stopped?: (boolean|null);

                /** Entries lifted so far, and whether those were all. */
                lifted?: (number|null);

                /** GuardTrip done */
                done?: (boolean|null);

                /** When and why it was let go; 0 while it was not. */
                releasedMs?: (number|null);

                /** GuardTrip releasedBy */
                releasedBy?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GuardTrip. */
            type $Shape = weir.v1.GuardTrip.$Properties;
        }

        /**
         * Properties of a ReleaseRequest.
         * @deprecated Use weir.v1.ReleaseRequest.$Properties instead.
         */
        interface IReleaseRequest extends weir.v1.ReleaseRequest.$Properties {
        }

        /** Represents a ReleaseRequest. */
        class ReleaseRequest {

            /**
             * Constructs a new ReleaseRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ReleaseRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Of the scenario or policy. */
            name: string;

            /** ReleaseRequest author. */
            author: string;

            /**
             * Encodes the specified ReleaseRequest message. Does not implicitly {@link weir.v1.ReleaseRequest.verify|verify} messages.
             * @param message ReleaseRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ReleaseRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReleaseRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ReleaseRequest & weir.v1.ReleaseRequest.$Shape} ReleaseRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ReleaseRequest & weir.v1.ReleaseRequest.$Shape;
        }

        namespace ReleaseRequest {

            /** Properties of a ReleaseRequest. */
            interface $Properties {

                /** Of the scenario or policy. */
                name?: (string|null);

                /** ReleaseRequest author */
                author?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReleaseRequest. */
            type $Shape = weir.v1.ReleaseRequest.$Properties;
        }

        /**
         * Properties of a ReleaseReply.
         * @deprecated Use weir.v1.ReleaseReply.$Properties instead.
         */
        interface IReleaseReply extends weir.v1.ReleaseReply.$Properties {
        }

        /** Represents a ReleaseReply. */
        class ReleaseReply {

            /**
             * Constructs a new ReleaseReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ReleaseReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReleaseReply released. */
            released: weir.v1.GuardTrip.$Properties[];

            /**
             * Encodes the specified ReleaseReply message. Does not implicitly {@link weir.v1.ReleaseReply.verify|verify} messages.
             * @param message ReleaseReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ReleaseReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReleaseReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ReleaseReply & weir.v1.ReleaseReply.$Shape} ReleaseReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ReleaseReply & weir.v1.ReleaseReply.$Shape;
        }

        namespace ReleaseReply {

            /** Properties of a ReleaseReply. */
            interface $Properties {

                /** ReleaseReply released */
                released?: (weir.v1.GuardTrip.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReleaseReply. */
            type $Shape = weir.v1.ReleaseReply.$Properties;
        }

        /**
         * Properties of an IngestReply.
         * @deprecated Use weir.v1.IngestReply.$Properties instead.
         */
        interface IIngestReply extends weir.v1.IngestReply.$Properties {
        }

        /** Represents an IngestReply. */
        class IngestReply {

            /**
             * Constructs a new IngestReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.IngestReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** All batches up to this number are durable. */
            acknowledged: number;

            /** Batches the client may send beyond `acknowledged`. */
            credit: number;

            /**
             * Encodes the specified IngestReply message. Does not implicitly {@link weir.v1.IngestReply.verify|verify} messages.
             * @param message IngestReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.IngestReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IngestReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.IngestReply & weir.v1.IngestReply.$Shape} IngestReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.IngestReply & weir.v1.IngestReply.$Shape;
        }

        namespace IngestReply {

            /** Properties of an IngestReply. */
            interface $Properties {

                /** All batches up to this number are durable. */
                acknowledged?: (number|null);

                /** Batches the client may send beyond `acknowledged`. */
                credit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IngestReply. */
            type $Shape = weir.v1.IngestReply.$Properties;
        }

        /**
         * Properties of a TapRequest.
         * @deprecated Use weir.v1.TapRequest.$Properties instead.
         */
        interface ITapRequest extends weir.v1.TapRequest.$Properties {
        }

        /** Represents a TapRequest. */
        class TapRequest {

            /**
             * Constructs a new TapRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.TapRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TapRequest detections. */
            detections: boolean;

            /** TapRequest decisions. */
            decisions: boolean;

            /**
             * Encodes the specified TapRequest message. Does not implicitly {@link weir.v1.TapRequest.verify|verify} messages.
             * @param message TapRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.TapRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TapRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.TapRequest & weir.v1.TapRequest.$Shape} TapRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.TapRequest & weir.v1.TapRequest.$Shape;
        }

        namespace TapRequest {

            /** Properties of a TapRequest. */
            interface $Properties {

                /** TapRequest detections */
                detections?: (boolean|null);

                /** TapRequest decisions */
                decisions?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TapRequest. */
            type $Shape = weir.v1.TapRequest.$Properties;
        }

        /**
         * Properties of a TapReply.
         * @deprecated Use weir.v1.TapReply.$Properties instead.
         */
        interface ITapReply extends weir.v1.TapReply.$Properties {
        }

        /** Represents a TapReply. */
        class TapReply {

            /**
             * Constructs a new TapReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.TapReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TapReply detection. */
            detection?: (weir.v1.Detection.$Properties|null);

            /** TapReply decision. */
            decision?: (weir.v1.Decision.$Properties|null);

            /** TapReply kind. */
            kind?: ("detection"|"decision");

            /**
             * Encodes the specified TapReply message. Does not implicitly {@link weir.v1.TapReply.verify|verify} messages.
             * @param message TapReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.TapReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TapReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.TapReply & weir.v1.TapReply.$Shape} TapReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.TapReply & weir.v1.TapReply.$Shape;
        }

        namespace TapReply {

            /** Properties of a TapReply. */
            interface $Properties {

                /** TapReply detection */
                detection?: (weir.v1.Detection.$Properties|null);

                /** TapReply decision */
                decision?: (weir.v1.Decision.$Properties|null);

                /** TapReply kind */
                kind?: ("detection"|"decision");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a TapReply. */
            type $Shape = {
              detection?: weir.v1.Detection.$Shape|null;
              decision?: weir.v1.Decision.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; detection?: null; decision?: null }|{ kind?: "detection"; detection: weir.v1.Detection.$Shape; decision?: null }|{ kind?: "decision"; detection?: null; decision: weir.v1.Decision.$Shape })
            );
        }

        /**
         * Properties of an EvidenceRequest.
         * @deprecated Use weir.v1.EvidenceRequest.$Properties instead.
         */
        interface IEvidenceRequest extends weir.v1.EvidenceRequest.$Properties {
        }

        /** Represents an EvidenceRequest. */
        class EvidenceRequest {

            /**
             * Constructs a new EvidenceRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.EvidenceRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EvidenceRequest scope. */
            scope: weir.v1.Scope;

            /** EvidenceRequest value. */
            value: string;

            /** EvidenceRequest remediation. */
            remediation: weir.v1.Remediation;

            /**
             * Encodes the specified EvidenceRequest message. Does not implicitly {@link weir.v1.EvidenceRequest.verify|verify} messages.
             * @param message EvidenceRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.EvidenceRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EvidenceRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.EvidenceRequest & weir.v1.EvidenceRequest.$Shape} EvidenceRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.EvidenceRequest & weir.v1.EvidenceRequest.$Shape;
        }

        namespace EvidenceRequest {

            /** Properties of an EvidenceRequest. */
            interface $Properties {

                /** EvidenceRequest scope */
                scope?: (weir.v1.Scope|null);

                /** EvidenceRequest value */
                value?: (string|null);

                /** EvidenceRequest remediation */
                remediation?: (weir.v1.Remediation|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EvidenceRequest. */
            type $Shape = weir.v1.EvidenceRequest.$Properties;
        }

        /**
         * Properties of an EvidenceReply.
         * @deprecated Use weir.v1.EvidenceReply.$Properties instead.
         */
        interface IEvidenceReply extends weir.v1.EvidenceReply.$Properties {
        }

        /** Represents an EvidenceReply. */
        class EvidenceReply {

            /**
             * Constructs a new EvidenceReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.EvidenceReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Unset when there is none about it. */
            decision?: (weir.v1.Decision.$Properties|null);

            /** EvidenceReply requests. */
            requests: weir.v1.StoredRequest.$Properties[];

            /** Whose the address or network is, such as "AS64500 Example Net"; empty when that is not known. */
            announcedBy: string;

            /**
             * Encodes the specified EvidenceReply message. Does not implicitly {@link weir.v1.EvidenceReply.verify|verify} messages.
             * @param message EvidenceReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.EvidenceReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EvidenceReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.EvidenceReply & weir.v1.EvidenceReply.$Shape} EvidenceReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.EvidenceReply & weir.v1.EvidenceReply.$Shape;
        }

        namespace EvidenceReply {

            /** Properties of an EvidenceReply. */
            interface $Properties {

                /** Unset when there is none about it. */
                decision?: (weir.v1.Decision.$Properties|null);

                /** EvidenceReply requests */
                requests?: (weir.v1.StoredRequest.$Properties[]|null);

                /** Whose the address or network is, such as "AS64500 Example Net"; empty when that is not known. */
                announcedBy?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EvidenceReply. */
            type $Shape = weir.v1.EvidenceReply.$Properties;
        }

        /**
         * Properties of a StoredRequest.
         * @deprecated Use weir.v1.StoredRequest.$Properties instead.
         */
        interface IStoredRequest extends weir.v1.StoredRequest.$Properties {
        }

        /** Represents a StoredRequest. */
        class StoredRequest {

            /**
             * Constructs a new StoredRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.StoredRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StoredRequest scenario. */
            scenario: string;

            /** StoredRequest evidence. */
            evidence?: (weir.v1.Evidence.$Properties|null);

            /** Unset when it is not stored any more. */
            request?: (weir.v1.RequestFields.$Properties|null);

            /**
             * Encodes the specified StoredRequest message. Does not implicitly {@link weir.v1.StoredRequest.verify|verify} messages.
             * @param message StoredRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.StoredRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StoredRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.StoredRequest & weir.v1.StoredRequest.$Shape} StoredRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.StoredRequest & weir.v1.StoredRequest.$Shape;
        }

        namespace StoredRequest {

            /** Properties of a StoredRequest. */
            interface $Properties {

                /** StoredRequest scenario */
                scenario?: (string|null);

                /** StoredRequest evidence */
                evidence?: (weir.v1.Evidence.$Properties|null);

                /** Unset when it is not stored any more. */
                request?: (weir.v1.RequestFields.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StoredRequest. */
            type $Shape = weir.v1.StoredRequest.$Properties;
        }

        /**
         * Properties of a RequestFields.
         * @deprecated Use weir.v1.RequestFields.$Properties instead.
         */
        interface IRequestFields extends weir.v1.RequestFields.$Properties {
        }

        /** Represents a RequestFields. */
        class RequestFields {

            /**
             * Constructs a new RequestFields.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.RequestFields.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RequestFields timeMs. */
            timeMs: number;

            /** RequestFields address. */
            address: string;

            /** RequestFields status. */
            status: number;

            /** RequestFields bytesSent. */
            bytesSent: number;

            /** host, method, path, query, user_agent ... as they were logged; those that are not empty. */
            texts: { [k: string]: string };

            /**
             * Encodes the specified RequestFields message. Does not implicitly {@link weir.v1.RequestFields.verify|verify} messages.
             * @param message RequestFields message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.RequestFields.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RequestFields message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.RequestFields & weir.v1.RequestFields.$Shape} RequestFields
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.RequestFields & weir.v1.RequestFields.$Shape;
        }

        namespace RequestFields {

            /** Properties of a RequestFields. */
            interface $Properties {

                /** RequestFields timeMs */
                timeMs?: (number|null);

                /** RequestFields address */
                address?: (string|null);

                /** RequestFields status */
                status?: (number|null);

                /** RequestFields bytesSent */
                bytesSent?: (number|null);

                /** host, method, path, query, user_agent ... as they were logged; those that are not empty. */
                texts?: ({ [k: string]: string }|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RequestFields. */
            type $Shape = weir.v1.RequestFields.$Properties;
        }

        /**
         * Properties of a StatusRequest.
         * @deprecated Use weir.v1.StatusRequest.$Properties instead.
         */
        interface IStatusRequest extends weir.v1.StatusRequest.$Properties {
        }

        /** Represents a StatusRequest. */
        class StatusRequest {

            /**
             * Constructs a new StatusRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.StatusRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified StatusRequest message. Does not implicitly {@link weir.v1.StatusRequest.verify|verify} messages.
             * @param message StatusRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.StatusRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StatusRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.StatusRequest & weir.v1.StatusRequest.$Shape} StatusRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.StatusRequest & weir.v1.StatusRequest.$Shape;
        }

        namespace StatusRequest {

            /** Properties of a StatusRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StatusRequest. */
            type $Shape = weir.v1.StatusRequest.$Properties;
        }

        /**
         * Properties of a StatusReply.
         * @deprecated Use weir.v1.StatusReply.$Properties instead.
         */
        interface IStatusReply extends weir.v1.StatusReply.$Properties {
        }

        /** Represents a StatusReply. */
        class StatusReply {

            /**
             * Constructs a new StatusReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.StatusReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StatusReply services. */
            services: weir.v1.ServiceStatus.$Properties[];

            /**
             * Encodes the specified StatusReply message. Does not implicitly {@link weir.v1.StatusReply.verify|verify} messages.
             * @param message StatusReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.StatusReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StatusReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.StatusReply & weir.v1.StatusReply.$Shape} StatusReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.StatusReply & weir.v1.StatusReply.$Shape;
        }

        namespace StatusReply {

            /** Properties of a StatusReply. */
            interface $Properties {

                /** StatusReply services */
                services?: (weir.v1.ServiceStatus.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StatusReply. */
            type $Shape = weir.v1.StatusReply.$Properties;
        }

        /**
         * Properties of a ServiceStatus.
         * @deprecated Use weir.v1.ServiceStatus.$Properties instead.
         */
        interface IServiceStatus extends weir.v1.ServiceStatus.$Properties {
        }

        /** What a service announces of itself every second. */
        class ServiceStatus {

            /**
             * Constructs a new ServiceStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ServiceStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** collector, analyzer, decision, enforcer, or the name of an analyzer of one's own */
            service: string;

            /** ServiceStatus instance. */
            instance: string;

            /** ServiceStatus atMs. */
            atMs: number;

            /** ServiceStatus startedMs. */
            startedMs: number;

            /** Totals and gauges by metric name. */
            numbers: { [k: string]: number };

            /** ServiceStatus sources. */
            sources: weir.v1.SourceStatus.$Properties[];

            /** ServiceStatus shards. */
            shards: weir.v1.ShardStatus.$Properties[];

            /** ServiceStatus scenarios. */
            scenarios: weir.v1.ScenarioStatus.$Properties[];

            /** Things a person should see, such as "resync held back". */
            alarms: string[];

            /** ServiceStatus partitions. */
            partitions: weir.v1.PartitionStatus.$Properties[];

            /**
             * Of an analyzer: who and what was behind the requests of the last minute in
             * the shards it owns.
             */
            top: weir.v1.TopStatus.$Properties[];

            /**
             * Of an analyzer of one's own: whose shards these are. They are other ones than
             * those of the same number elsewhere.
             */
            group: string;

            /**
             * Encodes the specified ServiceStatus message. Does not implicitly {@link weir.v1.ServiceStatus.verify|verify} messages.
             * @param message ServiceStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ServiceStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ServiceStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ServiceStatus & weir.v1.ServiceStatus.$Shape} ServiceStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ServiceStatus & weir.v1.ServiceStatus.$Shape;
        }

        namespace ServiceStatus {

            /** Properties of a ServiceStatus. */
            interface $Properties {

                /** collector, analyzer, decision, enforcer, or the name of an analyzer of one's own */
                service?: (string|null);

                /** ServiceStatus instance */
                instance?: (string|null);

                /** ServiceStatus atMs */
                atMs?: (number|null);

                /** ServiceStatus startedMs */
                startedMs?: (number|null);

                /** Totals and gauges by metric name. */
                numbers?: ({ [k: string]: number }|null);

                /** ServiceStatus sources */
                sources?: (weir.v1.SourceStatus.$Properties[]|null);

                /** ServiceStatus shards */
                shards?: (weir.v1.ShardStatus.$Properties[]|null);

                /** ServiceStatus scenarios */
                scenarios?: (weir.v1.ScenarioStatus.$Properties[]|null);

                /** Things a person should see, such as "resync held back". */
                alarms?: (string[]|null);

                /** ServiceStatus partitions */
                partitions?: (weir.v1.PartitionStatus.$Properties[]|null);

                /**
                 * Of an analyzer: who and what was behind the requests of the last minute in
                 * the shards it owns.
                 */
                top?: (weir.v1.TopStatus.$Properties[]|null);

                /**
                 * Of an analyzer of one's own: whose shards these are. They are other ones than
                 * those of the same number elsewhere.
                 */
                group?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ServiceStatus. */
            type $Shape = weir.v1.ServiceStatus.$Properties;
        }

        /**
         * Properties of a TopStatus.
         * @deprecated Use weir.v1.TopStatus.$Properties instead.
         */
        interface ITopStatus extends weir.v1.TopStatus.$Properties {
        }

        /** The values of a field with the most requests. */
        class TopStatus {

            /**
             * Constructs a new TopStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.TopStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** client.ip, host or path */
            field: string;

            /** Requests of the minute, those of all values. */
            requests: number;

            /** Most first; when there are fewer than `limit` there are no others. */
            values: weir.v1.TopValue.$Properties[];

            /** TopStatus limit. */
            limit: number;

            /**
             * Encodes the specified TopStatus message. Does not implicitly {@link weir.v1.TopStatus.verify|verify} messages.
             * @param message TopStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.TopStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TopStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.TopStatus & weir.v1.TopStatus.$Shape} TopStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.TopStatus & weir.v1.TopStatus.$Shape;
        }

        namespace TopStatus {

            /** Properties of a TopStatus. */
            interface $Properties {

                /** client.ip, host or path */
                field?: (string|null);

                /** Requests of the minute, those of all values. */
                requests?: (number|null);

                /** Most first; when there are fewer than `limit` there are no others. */
                values?: (weir.v1.TopValue.$Properties[]|null);

                /** TopStatus limit */
                limit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TopStatus. */
            type $Shape = weir.v1.TopStatus.$Properties;
        }

        /**
         * Properties of a TopValue.
         * @deprecated Use weir.v1.TopValue.$Properties instead.
         */
        interface ITopValue extends weir.v1.TopValue.$Properties {
        }

        /** Represents a TopValue. */
        class TopValue {

            /**
             * Constructs a new TopValue.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.TopValue.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TopValue value. */
            value: string;

            /**
             * About as many as there were: much traffic is sampled. Too high by `error` at
             * most because of others that had to make room.
             */
            requests: number;

            /** TopValue error. */
            error: number;

            /**
             * Encodes the specified TopValue message. Does not implicitly {@link weir.v1.TopValue.verify|verify} messages.
             * @param message TopValue message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.TopValue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TopValue message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.TopValue & weir.v1.TopValue.$Shape} TopValue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.TopValue & weir.v1.TopValue.$Shape;
        }

        namespace TopValue {

            /** Properties of a TopValue. */
            interface $Properties {

                /** TopValue value */
                value?: (string|null);

                /**
                 * About as many as there were: much traffic is sampled. Too high by `error` at
                 * most because of others that had to make room.
                 */
                requests?: (number|null);

                /** TopValue error */
                error?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TopValue. */
            type $Shape = weir.v1.TopValue.$Properties;
        }

        /**
         * Properties of a SourceStatus.
         * @deprecated Use weir.v1.SourceStatus.$Properties instead.
         */
        interface ISourceStatus extends weir.v1.SourceStatus.$Properties {
        }

        /** Represents a SourceStatus. */
        class SourceStatus {

            /**
             * Constructs a new SourceStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.SourceStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SourceStatus name. */
            name: string;

            /** SourceStatus format. */
            format: string;

            /** As SourceSpan.fields. */
            fields: number;

            /** SourceStatus lines. */
            lines: number;

            /** SourceStatus malformed. */
            malformed: number;

            /** Bytes read and bytes there are. */
            position: number;

            /** SourceStatus size. */
            size: number;

            /**
             * Encodes the specified SourceStatus message. Does not implicitly {@link weir.v1.SourceStatus.verify|verify} messages.
             * @param message SourceStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.SourceStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SourceStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.SourceStatus & weir.v1.SourceStatus.$Shape} SourceStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.SourceStatus & weir.v1.SourceStatus.$Shape;
        }

        namespace SourceStatus {

            /** Properties of a SourceStatus. */
            interface $Properties {

                /** SourceStatus name */
                name?: (string|null);

                /** SourceStatus format */
                format?: (string|null);

                /** As SourceSpan.fields. */
                fields?: (number|null);

                /** SourceStatus lines */
                lines?: (number|null);

                /** SourceStatus malformed */
                malformed?: (number|null);

                /** Bytes read and bytes there are. */
                position?: (number|null);

                /** SourceStatus size */
                size?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SourceStatus. */
            type $Shape = weir.v1.SourceStatus.$Properties;
        }

        /**
         * Properties of a ShardStatus.
         * @deprecated Use weir.v1.ShardStatus.$Properties instead.
         */
        interface IShardStatus extends weir.v1.ShardStatus.$Properties {
        }

        /** Represents a ShardStatus. */
        class ShardStatus {

            /**
             * Constructs a new ShardStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ShardStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ShardStatus shard. */
            shard: number;

            /** ShardStatus owner. */
            owner: string;

            /** ShardStatus epoch. */
            epoch: number;

            /** Last sequence processed, last one known to be stored, last one in a snapshot. */
            processed: number;

            /** ShardStatus stored. */
            stored: number;

            /** ShardStatus sealed. */
            sealed: number;

            /** How far the processed event time is behind the wall clock, ms. */
            lagMs: number;

            /** ShardStatus gaps. */
            gaps: number;

            /** ShardStatus keys. */
            keys: number;

            /**
             * Clients of the last minute of event time, and those of them whose requests were
             * mostly successful; unset where no sessions are followed.
             */
            clients?: (number|null);

            /** ShardStatus successfulClients. */
            successfulClients?: (number|null);

            /**
             * Encodes the specified ShardStatus message. Does not implicitly {@link weir.v1.ShardStatus.verify|verify} messages.
             * @param message ShardStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ShardStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ShardStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ShardStatus & weir.v1.ShardStatus.$Shape} ShardStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ShardStatus & weir.v1.ShardStatus.$Shape;
        }

        namespace ShardStatus {

            /** Properties of a ShardStatus. */
            interface $Properties {

                /** ShardStatus shard */
                shard?: (number|null);

                /** ShardStatus owner */
                owner?: (string|null);

                /** ShardStatus epoch */
                epoch?: (number|null);

                /** Last sequence processed, last one known to be stored, last one in a snapshot. */
                processed?: (number|null);

                /** ShardStatus stored */
                stored?: (number|null);

                /** ShardStatus sealed */
                sealed?: (number|null);

                /** How far the processed event time is behind the wall clock, ms. */
                lagMs?: (number|null);

                /** ShardStatus gaps */
                gaps?: (number|null);

                /** ShardStatus keys */
                keys?: (number|null);

                /**
                 * Clients of the last minute of event time, and those of them whose requests were
                 * mostly successful; unset where no sessions are followed.
                 */
                clients?: (number|null);

                /** ShardStatus successfulClients */
                successfulClients?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ShardStatus. */
            type $Shape = weir.v1.ShardStatus.$Properties;
        }

        /**
         * Properties of a PartitionStatus.
         * @deprecated Use weir.v1.PartitionStatus.$Properties instead.
         */
        interface IPartitionStatus extends weir.v1.PartitionStatus.$Properties {
        }

        /**
         * A part of the detections, by the network they are about, which one decision
         * service owns.
         */
        class PartitionStatus {

            /**
             * Constructs a new PartitionStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.PartitionStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PartitionStatus partition. */
            partition: number;

            /** PartitionStatus owner. */
            owner: string;

            /** PartitionStatus epoch. */
            epoch: number;

            /** Last sequence of the detections' stream that was begun. */
            processed: number;

            /** Detections that wait or are worked on. */
            behind: number;

            /** How long ago the last one begun was stored, ms; 0 when none waits. */
            lagMs: number;

            /**
             * Encodes the specified PartitionStatus message. Does not implicitly {@link weir.v1.PartitionStatus.verify|verify} messages.
             * @param message PartitionStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.PartitionStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PartitionStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.PartitionStatus & weir.v1.PartitionStatus.$Shape} PartitionStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.PartitionStatus & weir.v1.PartitionStatus.$Shape;
        }

        namespace PartitionStatus {

            /** Properties of a PartitionStatus. */
            interface $Properties {

                /** PartitionStatus partition */
                partition?: (number|null);

                /** PartitionStatus owner */
                owner?: (string|null);

                /** PartitionStatus epoch */
                epoch?: (number|null);

                /** Last sequence of the detections' stream that was begun. */
                processed?: (number|null);

                /** Detections that wait or are worked on. */
                behind?: (number|null);

                /** How long ago the last one begun was stored, ms; 0 when none waits. */
                lagMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PartitionStatus. */
            type $Shape = weir.v1.PartitionStatus.$Properties;
        }

        /**
         * Properties of a ScenarioStatus.
         * @deprecated Use weir.v1.ScenarioStatus.$Properties instead.
         */
        interface IScenarioStatus extends weir.v1.ScenarioStatus.$Properties {
        }

        /** Represents a ScenarioStatus. */
        class ScenarioStatus {

            /**
             * Constructs a new ScenarioStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ScenarioStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ScenarioStatus name. */
            name: string;

            /** ScenarioStatus version. */
            version: string;

            /** ScenarioStatus mode. */
            mode: weir.v1.Mode;

            /** As SourceSpan.fields: what the scenario can't do without, and all it looks at. */
            needs: number;

            /** ScenarioStatus uses. */
            uses: number;

            /**
             * Encodes the specified ScenarioStatus message. Does not implicitly {@link weir.v1.ScenarioStatus.verify|verify} messages.
             * @param message ScenarioStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ScenarioStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ScenarioStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ScenarioStatus & weir.v1.ScenarioStatus.$Shape} ScenarioStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ScenarioStatus & weir.v1.ScenarioStatus.$Shape;
        }

        namespace ScenarioStatus {

            /** Properties of a ScenarioStatus. */
            interface $Properties {

                /** ScenarioStatus name */
                name?: (string|null);

                /** ScenarioStatus version */
                version?: (string|null);

                /** ScenarioStatus mode */
                mode?: (weir.v1.Mode|null);

                /** As SourceSpan.fields: what the scenario can't do without, and all it looks at. */
                needs?: (number|null);

                /** ScenarioStatus uses */
                uses?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ScenarioStatus. */
            type $Shape = weir.v1.ScenarioStatus.$Properties;
        }

        /**
         * Properties of an ExplainRequest.
         * @deprecated Use weir.v1.ExplainRequest.$Properties instead.
         */
        interface IExplainRequest extends weir.v1.ExplainRequest.$Properties {
        }

        /** Represents an ExplainRequest. */
        class ExplainRequest {

            /**
             * Constructs a new ExplainRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ExplainRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExplainRequest address. */
            address: string;

            /** Between services. Which analyzer of one's own is asked: as in ServiceStatus. */
            group: string;

            /** And the sessions that the others know, by which its keys are found. */
            known: weir.v1.SessionState.$Properties[];

            /**
             * Encodes the specified ExplainRequest message. Does not implicitly {@link weir.v1.ExplainRequest.verify|verify} messages.
             * @param message ExplainRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ExplainRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExplainRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ExplainRequest & weir.v1.ExplainRequest.$Shape} ExplainRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ExplainRequest & weir.v1.ExplainRequest.$Shape;
        }

        namespace ExplainRequest {

            /** Properties of an ExplainRequest. */
            interface $Properties {

                /** ExplainRequest address */
                address?: (string|null);

                /** Between services. Which analyzer of one's own is asked: as in ServiceStatus. */
                group?: (string|null);

                /** And the sessions that the others know, by which its keys are found. */
                known?: (weir.v1.SessionState.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExplainRequest. */
            type $Shape = weir.v1.ExplainRequest.$Properties;
        }

        /**
         * Properties of an ExplainReply.
         * @deprecated Use weir.v1.ExplainReply.$Properties instead.
         */
        interface IExplainReply extends weir.v1.ExplainReply.$Properties {
        }

        /** As the owner of the address's shard knows it. */
        class ExplainReply {

            /**
             * Constructs a new ExplainReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ExplainReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExplainReply progress. */
            progress: weir.v1.Progress.$Properties[];

            /** ExplainReply sessions. */
            sessions: weir.v1.SessionState.$Properties[];

            /** ExplainReply shard. */
            shard: number;

            /** ExplainReply owner. */
            owner: string;

            /** As in EvidenceReply. */
            announcedBy: string;

            /**
             * Encodes the specified ExplainReply message. Does not implicitly {@link weir.v1.ExplainReply.verify|verify} messages.
             * @param message ExplainReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ExplainReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExplainReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ExplainReply & weir.v1.ExplainReply.$Shape} ExplainReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ExplainReply & weir.v1.ExplainReply.$Shape;
        }

        namespace ExplainReply {

            /** Properties of an ExplainReply. */
            interface $Properties {

                /** ExplainReply progress */
                progress?: (weir.v1.Progress.$Properties[]|null);

                /** ExplainReply sessions */
                sessions?: (weir.v1.SessionState.$Properties[]|null);

                /** ExplainReply shard */
                shard?: (number|null);

                /** ExplainReply owner */
                owner?: (string|null);

                /** As in EvidenceReply. */
                announcedBy?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExplainReply. */
            type $Shape = weir.v1.ExplainReply.$Properties;
        }

        /**
         * Properties of a SessionState.
         * @deprecated Use weir.v1.SessionState.$Properties instead.
         */
        interface ISessionState extends weir.v1.SessionState.$Properties {
        }

        /** What an address does with one user agent until it pauses. */
        class SessionState {

            /**
             * Constructs a new SessionState.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.SessionState.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SessionState userAgent. */
            userAgent: string;

            /** Of the last request. */
            host: string;

            /** SessionState lastMs. */
            lastMs: number;

            /** As the fields of sessions in conditions, such as session.requests. */
            numbers: { [k: string]: number };

            /** SessionState trail. */
            trail: string;

            /**
             * Encodes the specified SessionState message. Does not implicitly {@link weir.v1.SessionState.verify|verify} messages.
             * @param message SessionState message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.SessionState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SessionState message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.SessionState & weir.v1.SessionState.$Shape} SessionState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.SessionState & weir.v1.SessionState.$Shape;
        }

        namespace SessionState {

            /** Properties of a SessionState. */
            interface $Properties {

                /** SessionState userAgent */
                userAgent?: (string|null);

                /** Of the last request. */
                host?: (string|null);

                /** SessionState lastMs */
                lastMs?: (number|null);

                /** As the fields of sessions in conditions, such as session.requests. */
                numbers?: ({ [k: string]: number }|null);

                /** SessionState trail */
                trail?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SessionState. */
            type $Shape = weir.v1.SessionState.$Properties;
        }

        /**
         * Properties of a Progress.
         * @deprecated Use weir.v1.Progress.$Properties instead.
         */
        interface IProgress extends weir.v1.Progress.$Properties {
        }

        /** Represents a Progress. */
        class Progress {

            /**
             * Constructs a new Progress.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.Progress.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Progress scenario. */
            scenario: string;

            /** Progress key. */
            key: weir.v1.KeyField.$Properties[];

            /** It fires with more than the threshold; 0 and 0 where every event is a finding. */
            level: number;

            /** Progress threshold. */
            threshold: number;

            /** Of the key's last event, Unix ms: the level is that of then. */
            lastMs: number;

            /** A detection is open. */
            open: boolean;

            /** Progress mode. */
            mode: weir.v1.Mode;

            /** Where a share needs so many events: how many there are. */
            events: number;

            /** Progress eventsMin. */
            eventsMin: number;

            /**
             * Encodes the specified Progress message. Does not implicitly {@link weir.v1.Progress.verify|verify} messages.
             * @param message Progress message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.Progress.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Progress message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.Progress & weir.v1.Progress.$Shape} Progress
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.Progress & weir.v1.Progress.$Shape;
        }

        namespace Progress {

            /** Properties of a Progress. */
            interface $Properties {

                /** Progress scenario */
                scenario?: (string|null);

                /** Progress key */
                key?: (weir.v1.KeyField.$Properties[]|null);

                /** It fires with more than the threshold; 0 and 0 where every event is a finding. */
                level?: (number|null);

                /** Progress threshold */
                threshold?: (number|null);

                /** Of the key's last event, Unix ms: the level is that of then. */
                lastMs?: (number|null);

                /** A detection is open. */
                open?: (boolean|null);

                /** Progress mode */
                mode?: (weir.v1.Mode|null);

                /** Where a share needs so many events: how many there are. */
                events?: (number|null);

                /** Progress eventsMin */
                eventsMin?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Progress. */
            type $Shape = weir.v1.Progress.$Properties;
        }

        /**
         * Properties of an ExportLedgerRequest.
         * @deprecated Use weir.v1.ExportLedgerRequest.$Properties instead.
         */
        interface IExportLedgerRequest extends weir.v1.ExportLedgerRequest.$Properties {
        }

        /** Represents an ExportLedgerRequest. */
        class ExportLedgerRequest {

            /**
             * Constructs a new ExportLedgerRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ExportLedgerRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified ExportLedgerRequest message. Does not implicitly {@link weir.v1.ExportLedgerRequest.verify|verify} messages.
             * @param message ExportLedgerRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ExportLedgerRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExportLedgerRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ExportLedgerRequest & weir.v1.ExportLedgerRequest.$Shape} ExportLedgerRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ExportLedgerRequest & weir.v1.ExportLedgerRequest.$Shape;
        }

        namespace ExportLedgerRequest {

            /** Properties of an ExportLedgerRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExportLedgerRequest. */
            type $Shape = weir.v1.ExportLedgerRequest.$Properties;
        }

        /**
         * Properties of an ExportLedgerReply.
         * @deprecated Use weir.v1.ExportLedgerReply.$Properties instead.
         */
        interface IExportLedgerReply extends weir.v1.ExportLedgerReply.$Properties {
        }

        /** Represents an ExportLedgerReply. */
        class ExportLedgerReply {

            /**
             * Constructs a new ExportLedgerReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ExportLedgerReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExportLedgerReply entries. */
            entries: weir.v1.StoredEntry.$Properties[];

            /**
             * Encodes the specified ExportLedgerReply message. Does not implicitly {@link weir.v1.ExportLedgerReply.verify|verify} messages.
             * @param message ExportLedgerReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ExportLedgerReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExportLedgerReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ExportLedgerReply & weir.v1.ExportLedgerReply.$Shape} ExportLedgerReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ExportLedgerReply & weir.v1.ExportLedgerReply.$Shape;
        }

        namespace ExportLedgerReply {

            /** Properties of an ExportLedgerReply. */
            interface $Properties {

                /** ExportLedgerReply entries */
                entries?: (weir.v1.StoredEntry.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExportLedgerReply. */
            type $Shape = weir.v1.ExportLedgerReply.$Properties;
        }

        /**
         * Properties of an ImportLedgerRequest.
         * @deprecated Use weir.v1.ImportLedgerRequest.$Properties instead.
         */
        interface IImportLedgerRequest extends weir.v1.ImportLedgerRequest.$Properties {
        }

        /** Represents an ImportLedgerRequest. */
        class ImportLedgerRequest {

            /**
             * Constructs a new ImportLedgerRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ImportLedgerRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** In the first request: who wants it, and what it is. */
            author: string;

            /** ImportLedgerRequest what. */
            what: string;

            /** 1,000 at most. */
            entries: weir.v1.StoredEntry.$Properties[];

            /**
             * Encodes the specified ImportLedgerRequest message. Does not implicitly {@link weir.v1.ImportLedgerRequest.verify|verify} messages.
             * @param message ImportLedgerRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ImportLedgerRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ImportLedgerRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ImportLedgerRequest & weir.v1.ImportLedgerRequest.$Shape} ImportLedgerRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ImportLedgerRequest & weir.v1.ImportLedgerRequest.$Shape;
        }

        namespace ImportLedgerRequest {

            /** Properties of an ImportLedgerRequest. */
            interface $Properties {

                /** In the first request: who wants it, and what it is. */
                author?: (string|null);

                /** ImportLedgerRequest what */
                what?: (string|null);

                /** 1,000 at most. */
                entries?: (weir.v1.StoredEntry.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ImportLedgerRequest. */
            type $Shape = weir.v1.ImportLedgerRequest.$Properties;
        }

        /**
         * Properties of an ImportLedgerReply.
         * @deprecated Use weir.v1.ImportLedgerReply.$Properties instead.
         */
        interface IImportLedgerReply extends weir.v1.ImportLedgerReply.$Properties {
        }

        /** Of one request. */
        class ImportLedgerReply {

            /**
             * Constructs a new ImportLedgerReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ImportLedgerReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ImportLedgerReply added. */
            added: number;

            /** Were older. */
            replaced: number;

            /** As new, or newer. */
            kept: number;

            /**
             * Encodes the specified ImportLedgerReply message. Does not implicitly {@link weir.v1.ImportLedgerReply.verify|verify} messages.
             * @param message ImportLedgerReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ImportLedgerReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ImportLedgerReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ImportLedgerReply & weir.v1.ImportLedgerReply.$Shape} ImportLedgerReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ImportLedgerReply & weir.v1.ImportLedgerReply.$Shape;
        }

        namespace ImportLedgerReply {

            /** Properties of an ImportLedgerReply. */
            interface $Properties {

                /** ImportLedgerReply added */
                added?: (number|null);

                /** Were older. */
                replaced?: (number|null);

                /** As new, or newer. */
                kept?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ImportLedgerReply. */
            type $Shape = weir.v1.ImportLedgerReply.$Properties;
        }

        /**
         * Properties of a StoredEntry.
         * @deprecated Use weir.v1.StoredEntry.$Properties instead.
         */
        interface IStoredEntry extends weir.v1.StoredEntry.$Properties {
        }

        /** Represents a StoredEntry. */
        class StoredEntry {

            /**
             * Constructs a new StoredEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.StoredEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** In the ledger's store. */
            key: string;

            /** A Decision. */
            value: Uint8Array;

            /**
             * Encodes the specified StoredEntry message. Does not implicitly {@link weir.v1.StoredEntry.verify|verify} messages.
             * @param message StoredEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.StoredEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StoredEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.StoredEntry & weir.v1.StoredEntry.$Shape} StoredEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.StoredEntry & weir.v1.StoredEntry.$Shape;
        }

        namespace StoredEntry {

            /** Properties of a StoredEntry. */
            interface $Properties {

                /** In the ledger's store. */
                key?: (string|null);

                /** A Decision. */
                value?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StoredEntry. */
            type $Shape = weir.v1.StoredEntry.$Properties;
        }

        /**
         * Properties of a TestNotificationRequest.
         * @deprecated Use weir.v1.TestNotificationRequest.$Properties instead.
         */
        interface ITestNotificationRequest extends weir.v1.TestNotificationRequest.$Properties {
        }

        /** Represents a TestNotificationRequest. */
        class TestNotificationRequest {

            /**
             * Constructs a new TestNotificationRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.TestNotificationRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Of the channel, as configured. */
            name: string;

            /**
             * Encodes the specified TestNotificationRequest message. Does not implicitly {@link weir.v1.TestNotificationRequest.verify|verify} messages.
             * @param message TestNotificationRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.TestNotificationRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TestNotificationRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.TestNotificationRequest & weir.v1.TestNotificationRequest.$Shape} TestNotificationRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.TestNotificationRequest & weir.v1.TestNotificationRequest.$Shape;
        }

        namespace TestNotificationRequest {

            /** Properties of a TestNotificationRequest. */
            interface $Properties {

                /** Of the channel, as configured. */
                name?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TestNotificationRequest. */
            type $Shape = weir.v1.TestNotificationRequest.$Properties;
        }

        /**
         * Properties of a TestNotificationReply.
         * @deprecated Use weir.v1.TestNotificationReply.$Properties instead.
         */
        interface ITestNotificationReply extends weir.v1.TestNotificationReply.$Properties {
        }

        /** Represents a TestNotificationReply. */
        class TestNotificationReply {

            /**
             * Constructs a new TestNotificationReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.TestNotificationReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Why it could not be sent; empty when it was. */
            error: string;

            /** TestNotificationReply tookMs. */
            tookMs: number;

            /** The replica that has tried. */
            instance: string;

            /**
             * Encodes the specified TestNotificationReply message. Does not implicitly {@link weir.v1.TestNotificationReply.verify|verify} messages.
             * @param message TestNotificationReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.TestNotificationReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TestNotificationReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.TestNotificationReply & weir.v1.TestNotificationReply.$Shape} TestNotificationReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.TestNotificationReply & weir.v1.TestNotificationReply.$Shape;
        }

        namespace TestNotificationReply {

            /** Properties of a TestNotificationReply. */
            interface $Properties {

                /** Why it could not be sent; empty when it was. */
                error?: (string|null);

                /** TestNotificationReply tookMs */
                tookMs?: (number|null);

                /** The replica that has tried. */
                instance?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TestNotificationReply. */
            type $Shape = weir.v1.TestNotificationReply.$Properties;
        }

        /**
         * Properties of an ExportLogsServiceRequest.
         * @deprecated Use weir.v1.ExportLogsServiceRequest.$Properties instead.
         */
        interface IExportLogsServiceRequest extends weir.v1.ExportLogsServiceRequest.$Properties {
        }

        /** Represents an ExportLogsServiceRequest. */
        class ExportLogsServiceRequest {

            /**
             * Constructs a new ExportLogsServiceRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ExportLogsServiceRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExportLogsServiceRequest resourceLogs. */
            resourceLogs: weir.v1.ResourceLogs.$Properties[];

            /**
             * Encodes the specified ExportLogsServiceRequest message. Does not implicitly {@link weir.v1.ExportLogsServiceRequest.verify|verify} messages.
             * @param message ExportLogsServiceRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ExportLogsServiceRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExportLogsServiceRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ExportLogsServiceRequest & weir.v1.ExportLogsServiceRequest.$Shape} ExportLogsServiceRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ExportLogsServiceRequest & weir.v1.ExportLogsServiceRequest.$Shape;
        }

        namespace ExportLogsServiceRequest {

            /** Properties of an ExportLogsServiceRequest. */
            interface $Properties {

                /** ExportLogsServiceRequest resourceLogs */
                resourceLogs?: (weir.v1.ResourceLogs.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExportLogsServiceRequest. */
            type $Shape = {
              resourceLogs?: weir.v1.ResourceLogs.$Shape[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a ResourceLogs.
         * @deprecated Use weir.v1.ResourceLogs.$Properties instead.
         */
        interface IResourceLogs extends weir.v1.ResourceLogs.$Properties {
        }

        /** Represents a ResourceLogs. */
        class ResourceLogs {

            /**
             * Constructs a new ResourceLogs.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ResourceLogs.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ResourceLogs scopeLogs. */
            scopeLogs: weir.v1.ScopeLogs.$Properties[];

            /**
             * Encodes the specified ResourceLogs message. Does not implicitly {@link weir.v1.ResourceLogs.verify|verify} messages.
             * @param message ResourceLogs message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ResourceLogs.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ResourceLogs message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ResourceLogs & weir.v1.ResourceLogs.$Shape} ResourceLogs
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ResourceLogs & weir.v1.ResourceLogs.$Shape;
        }

        namespace ResourceLogs {

            /** Properties of a ResourceLogs. */
            interface $Properties {

                /** ResourceLogs scopeLogs */
                scopeLogs?: (weir.v1.ScopeLogs.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ResourceLogs. */
            type $Shape = {
              scopeLogs?: weir.v1.ScopeLogs.$Shape[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a ScopeLogs.
         * @deprecated Use weir.v1.ScopeLogs.$Properties instead.
         */
        interface IScopeLogs extends weir.v1.ScopeLogs.$Properties {
        }

        /** Represents a ScopeLogs. */
        class ScopeLogs {

            /**
             * Constructs a new ScopeLogs.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ScopeLogs.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ScopeLogs logRecords. */
            logRecords: weir.v1.LogRecord.$Properties[];

            /**
             * Encodes the specified ScopeLogs message. Does not implicitly {@link weir.v1.ScopeLogs.verify|verify} messages.
             * @param message ScopeLogs message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ScopeLogs.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ScopeLogs message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ScopeLogs & weir.v1.ScopeLogs.$Shape} ScopeLogs
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ScopeLogs & weir.v1.ScopeLogs.$Shape;
        }

        namespace ScopeLogs {

            /** Properties of a ScopeLogs. */
            interface $Properties {

                /** ScopeLogs logRecords */
                logRecords?: (weir.v1.LogRecord.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ScopeLogs. */
            type $Shape = {
              logRecords?: weir.v1.LogRecord.$Shape[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a LogRecord.
         * @deprecated Use weir.v1.LogRecord.$Properties instead.
         */
        interface ILogRecord extends weir.v1.LogRecord.$Properties {
        }

        /** Represents a LogRecord. */
        class LogRecord {

            /**
             * Constructs a new LogRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.LogRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LogRecord body. */
            body?: (weir.v1.LogBody.$Properties|null);

            /**
             * Encodes the specified LogRecord message. Does not implicitly {@link weir.v1.LogRecord.verify|verify} messages.
             * @param message LogRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.LogRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LogRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.LogRecord & weir.v1.LogRecord.$Shape} LogRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.LogRecord & weir.v1.LogRecord.$Shape;
        }

        namespace LogRecord {

            /** Properties of a LogRecord. */
            interface $Properties {

                /** LogRecord body */
                body?: (weir.v1.LogBody.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LogRecord. */
            type $Shape = {
              body?: weir.v1.LogBody.$Shape|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a LogBody.
         * @deprecated Use weir.v1.LogBody.$Properties instead.
         */
        interface ILogBody extends weir.v1.LogBody.$Properties {
        }

        /** Represents a LogBody. */
        class LogBody {

            /**
             * Constructs a new LogBody.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.LogBody.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LogBody stringValue. */
            stringValue?: (Uint8Array|null);

            /** LogBody bytesValue. */
            bytesValue?: (Uint8Array|null);

            /** LogBody value. */
            value?: ("stringValue"|"bytesValue");

            /**
             * Encodes the specified LogBody message. Does not implicitly {@link weir.v1.LogBody.verify|verify} messages.
             * @param message LogBody message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.LogBody.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LogBody message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.LogBody & weir.v1.LogBody.$Shape} LogBody
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.LogBody & weir.v1.LogBody.$Shape;
        }

        namespace LogBody {

            /** Properties of a LogBody. */
            interface $Properties {

                /** LogBody stringValue */
                stringValue?: (Uint8Array|null);

                /** LogBody bytesValue */
                bytesValue?: (Uint8Array|null);

                /** LogBody value */
                value?: ("stringValue"|"bytesValue");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a LogBody. */
            type $Shape = {
              stringValue?: Uint8Array|null;
              bytesValue?: Uint8Array|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ value?: undefined; stringValue?: null; bytesValue?: null }|{ value?: "stringValue"; stringValue: Uint8Array; bytesValue?: null }|{ value?: "bytesValue"; stringValue?: null; bytesValue: Uint8Array })
            );
        }

        /**
         * Properties of an ExportLogsServiceResponse.
         * @deprecated Use weir.v1.ExportLogsServiceResponse.$Properties instead.
         */
        interface IExportLogsServiceResponse extends weir.v1.ExportLogsServiceResponse.$Properties {
        }

        /** Represents an ExportLogsServiceResponse. */
        class ExportLogsServiceResponse {

            /**
             * Constructs a new ExportLogsServiceResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ExportLogsServiceResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExportLogsServiceResponse partialSuccess. */
            partialSuccess?: (weir.v1.ExportLogsPartialSuccess.$Properties|null);

            /**
             * Encodes the specified ExportLogsServiceResponse message. Does not implicitly {@link weir.v1.ExportLogsServiceResponse.verify|verify} messages.
             * @param message ExportLogsServiceResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ExportLogsServiceResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExportLogsServiceResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ExportLogsServiceResponse & weir.v1.ExportLogsServiceResponse.$Shape} ExportLogsServiceResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ExportLogsServiceResponse & weir.v1.ExportLogsServiceResponse.$Shape;
        }

        namespace ExportLogsServiceResponse {

            /** Properties of an ExportLogsServiceResponse. */
            interface $Properties {

                /** ExportLogsServiceResponse partialSuccess */
                partialSuccess?: (weir.v1.ExportLogsPartialSuccess.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExportLogsServiceResponse. */
            type $Shape = weir.v1.ExportLogsServiceResponse.$Properties;
        }

        /**
         * Properties of an ExportLogsPartialSuccess.
         * @deprecated Use weir.v1.ExportLogsPartialSuccess.$Properties instead.
         */
        interface IExportLogsPartialSuccess extends weir.v1.ExportLogsPartialSuccess.$Properties {
        }

        /** Represents an ExportLogsPartialSuccess. */
        class ExportLogsPartialSuccess {

            /**
             * Constructs a new ExportLogsPartialSuccess.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ExportLogsPartialSuccess.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExportLogsPartialSuccess rejectedLogRecords. */
            rejectedLogRecords: number;

            /** ExportLogsPartialSuccess errorMessage. */
            errorMessage: string;

            /**
             * Encodes the specified ExportLogsPartialSuccess message. Does not implicitly {@link weir.v1.ExportLogsPartialSuccess.verify|verify} messages.
             * @param message ExportLogsPartialSuccess message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ExportLogsPartialSuccess.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExportLogsPartialSuccess message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ExportLogsPartialSuccess & weir.v1.ExportLogsPartialSuccess.$Shape} ExportLogsPartialSuccess
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ExportLogsPartialSuccess & weir.v1.ExportLogsPartialSuccess.$Shape;
        }

        namespace ExportLogsPartialSuccess {

            /** Properties of an ExportLogsPartialSuccess. */
            interface $Properties {

                /** ExportLogsPartialSuccess rejectedLogRecords */
                rejectedLogRecords?: (number|null);

                /** ExportLogsPartialSuccess errorMessage */
                errorMessage?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExportLogsPartialSuccess. */
            type $Shape = weir.v1.ExportLogsPartialSuccess.$Properties;
        }

        /**
         * Properties of a GetPoliciesRequest.
         * @deprecated Use weir.v1.GetPoliciesRequest.$Properties instead.
         */
        interface IGetPoliciesRequest extends weir.v1.GetPoliciesRequest.$Properties {
        }

        /** Represents a GetPoliciesRequest. */
        class GetPoliciesRequest {

            /**
             * Constructs a new GetPoliciesRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.GetPoliciesRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified GetPoliciesRequest message. Does not implicitly {@link weir.v1.GetPoliciesRequest.verify|verify} messages.
             * @param message GetPoliciesRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.GetPoliciesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetPoliciesRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.GetPoliciesRequest & weir.v1.GetPoliciesRequest.$Shape} GetPoliciesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.GetPoliciesRequest & weir.v1.GetPoliciesRequest.$Shape;
        }

        namespace GetPoliciesRequest {

            /** Properties of a GetPoliciesRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetPoliciesRequest. */
            type $Shape = weir.v1.GetPoliciesRequest.$Properties;
        }

        /**
         * Properties of a GetPoliciesReply.
         * @deprecated Use weir.v1.GetPoliciesReply.$Properties instead.
         */
        interface IGetPoliciesReply extends weir.v1.GetPoliciesReply.$Properties {
        }

        /** Represents a GetPoliciesReply. */
        class GetPoliciesReply {

            /**
             * Constructs a new GetPoliciesReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.GetPoliciesReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetPoliciesReply record. */
            record?: (weir.v1.PolicyRecord.$Properties|null);

            /** Why they do not hold at the replica that answers; empty when they do. */
            alarm: string;

            /** In the order in which they are asked, as the replica understands them. */
            policies: weir.v1.PolicyInfo.$Properties[];

            /**
             * Encodes the specified GetPoliciesReply message. Does not implicitly {@link weir.v1.GetPoliciesReply.verify|verify} messages.
             * @param message GetPoliciesReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.GetPoliciesReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetPoliciesReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.GetPoliciesReply & weir.v1.GetPoliciesReply.$Shape} GetPoliciesReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.GetPoliciesReply & weir.v1.GetPoliciesReply.$Shape;
        }

        namespace GetPoliciesReply {

            /** Properties of a GetPoliciesReply. */
            interface $Properties {

                /** GetPoliciesReply record */
                record?: (weir.v1.PolicyRecord.$Properties|null);

                /** Why they do not hold at the replica that answers; empty when they do. */
                alarm?: (string|null);

                /** In the order in which they are asked, as the replica understands them. */
                policies?: (weir.v1.PolicyInfo.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetPoliciesReply. */
            type $Shape = weir.v1.GetPoliciesReply.$Properties;
        }

        /**
         * Properties of a PolicyRecord.
         * @deprecated Use weir.v1.PolicyRecord.$Properties instead.
         */
        interface IPolicyRecord extends weir.v1.PolicyRecord.$Properties {
        }

        /** Represents a PolicyRecord. */
        class PolicyRecord {

            /**
             * Constructs a new PolicyRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.PolicyRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Grows with every change. */
            number: number;

            /** One's own, as a file holds them. Those that come with Weir hold behind them. */
            text: string;

            /** Changed at run time, by the name of the policy: off, shadow, enforce. */
            modes: { [k: string]: string };

            /** PolicyRecord madeMs. */
            madeMs: number;

            /** Who made it, and what was changed. */
            by: string;

            /** PolicyRecord what. */
            what: string;

            /**
             * Encodes the specified PolicyRecord message. Does not implicitly {@link weir.v1.PolicyRecord.verify|verify} messages.
             * @param message PolicyRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.PolicyRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PolicyRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.PolicyRecord & weir.v1.PolicyRecord.$Shape} PolicyRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.PolicyRecord & weir.v1.PolicyRecord.$Shape;
        }

        namespace PolicyRecord {

            /** Properties of a PolicyRecord. */
            interface $Properties {

                /** Grows with every change. */
                number?: (number|null);

                /** One's own, as a file holds them. Those that come with Weir hold behind them. */
                text?: (string|null);

                /** Changed at run time, by the name of the policy: off, shadow, enforce. */
                modes?: ({ [k: string]: string }|null);

                /** PolicyRecord madeMs */
                madeMs?: (number|null);

                /** Who made it, and what was changed. */
                by?: (string|null);

                /** PolicyRecord what */
                what?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PolicyRecord. */
            type $Shape = weir.v1.PolicyRecord.$Properties;
        }

        /**
         * Properties of a PolicyInfo.
         * @deprecated Use weir.v1.PolicyInfo.$Properties instead.
         */
        interface IPolicyInfo extends weir.v1.PolicyInfo.$Properties {
        }

        /** Represents a PolicyInfo. */
        class PolicyInfo {

            /**
             * Constructs a new PolicyInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.PolicyInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PolicyInfo name. */
            name: string;

            /** PolicyInfo mode. */
            mode: string;

            /** What it is for and what it does, for people. */
            match: string;

            /** PolicyInfo does. */
            does: string;

            /** PolicyInfo builtIn. */
            builtIn: boolean;

            /**
             * Encodes the specified PolicyInfo message. Does not implicitly {@link weir.v1.PolicyInfo.verify|verify} messages.
             * @param message PolicyInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.PolicyInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PolicyInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.PolicyInfo & weir.v1.PolicyInfo.$Shape} PolicyInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.PolicyInfo & weir.v1.PolicyInfo.$Shape;
        }

        namespace PolicyInfo {

            /** Properties of a PolicyInfo. */
            interface $Properties {

                /** PolicyInfo name */
                name?: (string|null);

                /** PolicyInfo mode */
                mode?: (string|null);

                /** What it is for and what it does, for people. */
                match?: (string|null);

                /** PolicyInfo does */
                does?: (string|null);

                /** PolicyInfo builtIn */
                builtIn?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PolicyInfo. */
            type $Shape = weir.v1.PolicyInfo.$Properties;
        }

        /**
         * Properties of a ChangePoliciesRequest.
         * @deprecated Use weir.v1.ChangePoliciesRequest.$Properties instead.
         */
        interface IChangePoliciesRequest extends weir.v1.ChangePoliciesRequest.$Properties {
        }

        /** Represents a ChangePoliciesRequest. */
        class ChangePoliciesRequest {

            /**
             * Constructs a new ChangePoliciesRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ChangePoliciesRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** The policies of one's own from now on; unset: as they are. */
            text?: (string|null);

            /** off, shadow, enforce, or empty: what the file says. */
            modes: { [k: string]: string };

            /** ChangePoliciesRequest author. */
            author: string;

            /** ChangePoliciesRequest reason. */
            reason: string;

            /** Only says what is wrong. */
            dryRun: boolean;

            /**
             * Encodes the specified ChangePoliciesRequest message. Does not implicitly {@link weir.v1.ChangePoliciesRequest.verify|verify} messages.
             * @param message ChangePoliciesRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ChangePoliciesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ChangePoliciesRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ChangePoliciesRequest & weir.v1.ChangePoliciesRequest.$Shape} ChangePoliciesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ChangePoliciesRequest & weir.v1.ChangePoliciesRequest.$Shape;
        }

        namespace ChangePoliciesRequest {

            /** Properties of a ChangePoliciesRequest. */
            interface $Properties {

                /** The policies of one's own from now on; unset: as they are. */
                text?: (string|null);

                /** off, shadow, enforce, or empty: what the file says. */
                modes?: ({ [k: string]: string }|null);

                /** ChangePoliciesRequest author */
                author?: (string|null);

                /** ChangePoliciesRequest reason */
                reason?: (string|null);

                /** Only says what is wrong. */
                dryRun?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ChangePoliciesRequest. */
            type $Shape = weir.v1.ChangePoliciesRequest.$Properties;
        }

        /**
         * Properties of a ChangePoliciesReply.
         * @deprecated Use weir.v1.ChangePoliciesReply.$Properties instead.
         */
        interface IChangePoliciesReply extends weir.v1.ChangePoliciesReply.$Properties {
        }

        /** Represents a ChangePoliciesReply. */
        class ChangePoliciesReply {

            /**
             * Constructs a new ChangePoliciesReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ChangePoliciesReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** What holds then. */
            record?: (weir.v1.PolicyRecord.$Properties|null);

            /** Things to think about that are no errors. */
            warnings: string[];

            /**
             * Encodes the specified ChangePoliciesReply message. Does not implicitly {@link weir.v1.ChangePoliciesReply.verify|verify} messages.
             * @param message ChangePoliciesReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ChangePoliciesReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ChangePoliciesReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ChangePoliciesReply & weir.v1.ChangePoliciesReply.$Shape} ChangePoliciesReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ChangePoliciesReply & weir.v1.ChangePoliciesReply.$Shape;
        }

        namespace ChangePoliciesReply {

            /** Properties of a ChangePoliciesReply. */
            interface $Properties {

                /** What holds then. */
                record?: (weir.v1.PolicyRecord.$Properties|null);

                /** Things to think about that are no errors. */
                warnings?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ChangePoliciesReply. */
            type $Shape = weir.v1.ChangePoliciesReply.$Properties;
        }

        /**
         * Properties of a GetScenariosRequest.
         * @deprecated Use weir.v1.GetScenariosRequest.$Properties instead.
         */
        interface IGetScenariosRequest extends weir.v1.GetScenariosRequest.$Properties {
        }

        /** Represents a GetScenariosRequest. */
        class GetScenariosRequest {

            /**
             * Constructs a new GetScenariosRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.GetScenariosRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** 0 for the set that holds. */
            number: number;

            /**
             * Encodes the specified GetScenariosRequest message. Does not implicitly {@link weir.v1.GetScenariosRequest.verify|verify} messages.
             * @param message GetScenariosRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.GetScenariosRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetScenariosRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.GetScenariosRequest & weir.v1.GetScenariosRequest.$Shape} GetScenariosRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.GetScenariosRequest & weir.v1.GetScenariosRequest.$Shape;
        }

        namespace GetScenariosRequest {

            /** Properties of a GetScenariosRequest. */
            interface $Properties {

                /** 0 for the set that holds. */
                number?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetScenariosRequest. */
            type $Shape = weir.v1.GetScenariosRequest.$Properties;
        }

        /**
         * Properties of a GetScenariosReply.
         * @deprecated Use weir.v1.GetScenariosReply.$Properties instead.
         */
        interface IGetScenariosReply extends weir.v1.GetScenariosReply.$Properties {
        }

        /** Represents a GetScenariosReply. */
        class GetScenariosReply {

            /**
             * Constructs a new GetScenariosReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.GetScenariosReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetScenariosReply set. */
            set?: (weir.v1.ScenarioSetInfo.$Properties|null);

            /** GetScenariosReply scenarios. */
            scenarios: weir.v1.ScenarioText.$Properties[];

            /** Names of the lists that scenarios can name. */
            lists: string[];

            /** What this release can't read; it judges nothing. */
            problems: string[];

            /**
             * Encodes the specified GetScenariosReply message. Does not implicitly {@link weir.v1.GetScenariosReply.verify|verify} messages.
             * @param message GetScenariosReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.GetScenariosReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetScenariosReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.GetScenariosReply & weir.v1.GetScenariosReply.$Shape} GetScenariosReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.GetScenariosReply & weir.v1.GetScenariosReply.$Shape;
        }

        namespace GetScenariosReply {

            /** Properties of a GetScenariosReply. */
            interface $Properties {

                /** GetScenariosReply set */
                set?: (weir.v1.ScenarioSetInfo.$Properties|null);

                /** GetScenariosReply scenarios */
                scenarios?: (weir.v1.ScenarioText.$Properties[]|null);

                /** Names of the lists that scenarios can name. */
                lists?: (string[]|null);

                /** What this release can't read; it judges nothing. */
                problems?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetScenariosReply. */
            type $Shape = weir.v1.GetScenariosReply.$Properties;
        }

        /**
         * Properties of a ScenarioSetInfo.
         * @deprecated Use weir.v1.ScenarioSetInfo.$Properties instead.
         */
        interface IScenarioSetInfo extends weir.v1.ScenarioSetInfo.$Properties {
        }

        /** Represents a ScenarioSetInfo. */
        class ScenarioSetInfo {

            /**
             * Constructs a new ScenarioSetInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ScenarioSetInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ScenarioSetInfo number. */
            number: number;

            /** Of the software that the built-in scenarios came with. */
            release: string;

            /** ScenarioSetInfo madeMs. */
            madeMs: number;

            /** Who made it, and what was changed. */
            by: string;

            /** ScenarioSetInfo what. */
            what: string;

            /**
             * Encodes the specified ScenarioSetInfo message. Does not implicitly {@link weir.v1.ScenarioSetInfo.verify|verify} messages.
             * @param message ScenarioSetInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ScenarioSetInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ScenarioSetInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ScenarioSetInfo & weir.v1.ScenarioSetInfo.$Shape} ScenarioSetInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ScenarioSetInfo & weir.v1.ScenarioSetInfo.$Shape;
        }

        namespace ScenarioSetInfo {

            /** Properties of a ScenarioSetInfo. */
            interface $Properties {

                /** ScenarioSetInfo number */
                number?: (number|null);

                /** Of the software that the built-in scenarios came with. */
                release?: (string|null);

                /** ScenarioSetInfo madeMs */
                madeMs?: (number|null);

                /** Who made it, and what was changed. */
                by?: (string|null);

                /** ScenarioSetInfo what */
                what?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ScenarioSetInfo. */
            type $Shape = weir.v1.ScenarioSetInfo.$Properties;
        }

        /**
         * Properties of a ScenarioText.
         * @deprecated Use weir.v1.ScenarioText.$Properties instead.
         */
        interface IScenarioText extends weir.v1.ScenarioText.$Properties {
        }

        /** Represents a ScenarioText. */
        class ScenarioText {

            /**
             * Constructs a new ScenarioText.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ScenarioText.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ScenarioText name. */
            name: string;

            /** As a file holds it. */
            yaml: string;

            /** Of what it says; empty for one that can't be read. */
            version: string;

            /** ScenarioText mode. */
            mode: weir.v1.Mode;

            /** Off: it judges nothing, and `mode` says nothing. */
            off: boolean;

            /** Whether it, or its mode, was changed at run time. */
            changed: boolean;

            /**
             * Encodes the specified ScenarioText message. Does not implicitly {@link weir.v1.ScenarioText.verify|verify} messages.
             * @param message ScenarioText message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ScenarioText.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ScenarioText message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ScenarioText & weir.v1.ScenarioText.$Shape} ScenarioText
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ScenarioText & weir.v1.ScenarioText.$Shape;
        }

        namespace ScenarioText {

            /** Properties of a ScenarioText. */
            interface $Properties {

                /** ScenarioText name */
                name?: (string|null);

                /** As a file holds it. */
                yaml?: (string|null);

                /** Of what it says; empty for one that can't be read. */
                version?: (string|null);

                /** ScenarioText mode */
                mode?: (weir.v1.Mode|null);

                /** Off: it judges nothing, and `mode` says nothing. */
                off?: (boolean|null);

                /** Whether it, or its mode, was changed at run time. */
                changed?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ScenarioText. */
            type $Shape = weir.v1.ScenarioText.$Properties;
        }

        /**
         * Properties of a ChangeScenariosRequest.
         * @deprecated Use weir.v1.ChangeScenariosRequest.$Properties instead.
         */
        interface IChangeScenariosRequest extends weir.v1.ChangeScenariosRequest.$Properties {
        }

        /** Represents a ChangeScenariosRequest. */
        class ChangeScenariosRequest {

            /**
             * Constructs a new ChangeScenariosRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ChangeScenariosRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Texts of scenarios and lists by name; empty: back to what came with the software,
             * or removed where nothing did.
             */
            scenarios: { [k: string]: string };

            /** ChangeScenariosRequest lists. */
            lists: { [k: string]: string };

            /** off, shadow, enforce, or empty: what the scenario's file says. */
            modes: { [k: string]: string };

            /** ChangeScenariosRequest author. */
            author: string;

            /** ChangeScenariosRequest reason. */
            reason: string;

            /** Only says what is wrong. */
            dryRun: boolean;

            /**
             * Encodes the specified ChangeScenariosRequest message. Does not implicitly {@link weir.v1.ChangeScenariosRequest.verify|verify} messages.
             * @param message ChangeScenariosRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ChangeScenariosRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ChangeScenariosRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ChangeScenariosRequest & weir.v1.ChangeScenariosRequest.$Shape} ChangeScenariosRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ChangeScenariosRequest & weir.v1.ChangeScenariosRequest.$Shape;
        }

        namespace ChangeScenariosRequest {

            /** Properties of a ChangeScenariosRequest. */
            interface $Properties {

                /**
                 * Texts of scenarios and lists by name; empty: back to what came with the software,
                 * or removed where nothing did.
                 */
                scenarios?: ({ [k: string]: string }|null);

                /** ChangeScenariosRequest lists */
                lists?: ({ [k: string]: string }|null);

                /** off, shadow, enforce, or empty: what the scenario's file says. */
                modes?: ({ [k: string]: string }|null);

                /** ChangeScenariosRequest author */
                author?: (string|null);

                /** ChangeScenariosRequest reason */
                reason?: (string|null);

                /** Only says what is wrong. */
                dryRun?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ChangeScenariosRequest. */
            type $Shape = weir.v1.ChangeScenariosRequest.$Properties;
        }

        /**
         * Properties of a ChangeScenariosReply.
         * @deprecated Use weir.v1.ChangeScenariosReply.$Properties instead.
         */
        interface IChangeScenariosReply extends weir.v1.ChangeScenariosReply.$Properties {
        }

        /** Represents a ChangeScenariosReply. */
        class ChangeScenariosReply {

            /**
             * Constructs a new ChangeScenariosReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ChangeScenariosReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** The set that holds then. */
            set?: (weir.v1.ScenarioSetInfo.$Properties|null);

            /** Things to think about that are no errors. */
            warnings: string[];

            /**
             * Encodes the specified ChangeScenariosReply message. Does not implicitly {@link weir.v1.ChangeScenariosReply.verify|verify} messages.
             * @param message ChangeScenariosReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ChangeScenariosReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ChangeScenariosReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ChangeScenariosReply & weir.v1.ChangeScenariosReply.$Shape} ChangeScenariosReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ChangeScenariosReply & weir.v1.ChangeScenariosReply.$Shape;
        }

        namespace ChangeScenariosReply {

            /** Properties of a ChangeScenariosReply. */
            interface $Properties {

                /** The set that holds then. */
                set?: (weir.v1.ScenarioSetInfo.$Properties|null);

                /** Things to think about that are no errors. */
                warnings?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ChangeScenariosReply. */
            type $Shape = weir.v1.ChangeScenariosReply.$Properties;
        }

        /**
         * Properties of a ScenarioHistoryRequest.
         * @deprecated Use weir.v1.ScenarioHistoryRequest.$Properties instead.
         */
        interface IScenarioHistoryRequest extends weir.v1.ScenarioHistoryRequest.$Properties {
        }

        /** Represents a ScenarioHistoryRequest. */
        class ScenarioHistoryRequest {

            /**
             * Constructs a new ScenarioHistoryRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ScenarioHistoryRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** 0: 20. */
            limit: number;

            /**
             * Encodes the specified ScenarioHistoryRequest message. Does not implicitly {@link weir.v1.ScenarioHistoryRequest.verify|verify} messages.
             * @param message ScenarioHistoryRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ScenarioHistoryRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ScenarioHistoryRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ScenarioHistoryRequest & weir.v1.ScenarioHistoryRequest.$Shape} ScenarioHistoryRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ScenarioHistoryRequest & weir.v1.ScenarioHistoryRequest.$Shape;
        }

        namespace ScenarioHistoryRequest {

            /** Properties of a ScenarioHistoryRequest. */
            interface $Properties {

                /** 0: 20. */
                limit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ScenarioHistoryRequest. */
            type $Shape = weir.v1.ScenarioHistoryRequest.$Properties;
        }

        /**
         * Properties of a ScenarioHistoryReply.
         * @deprecated Use weir.v1.ScenarioHistoryReply.$Properties instead.
         */
        interface IScenarioHistoryReply extends weir.v1.ScenarioHistoryReply.$Properties {
        }

        /** Represents a ScenarioHistoryReply. */
        class ScenarioHistoryReply {

            /**
             * Constructs a new ScenarioHistoryReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: weir.v1.ScenarioHistoryReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ScenarioHistoryReply sets. */
            sets: weir.v1.ScenarioSetInfo.$Properties[];

            /**
             * Encodes the specified ScenarioHistoryReply message. Does not implicitly {@link weir.v1.ScenarioHistoryReply.verify|verify} messages.
             * @param message ScenarioHistoryReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: weir.v1.ScenarioHistoryReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ScenarioHistoryReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {weir.v1.ScenarioHistoryReply & weir.v1.ScenarioHistoryReply.$Shape} ScenarioHistoryReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): weir.v1.ScenarioHistoryReply & weir.v1.ScenarioHistoryReply.$Shape;
        }

        namespace ScenarioHistoryReply {

            /** Properties of a ScenarioHistoryReply. */
            interface $Properties {

                /** ScenarioHistoryReply sets */
                sets?: (weir.v1.ScenarioSetInfo.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ScenarioHistoryReply. */
            type $Shape = weir.v1.ScenarioHistoryReply.$Properties;
        }
    }
}
