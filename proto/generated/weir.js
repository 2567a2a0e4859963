/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const weir = $root.weir = (() => {

    /**
     * Namespace weir.
     * @exports weir
     * @namespace
     */
    const weir = {};

    weir.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof weir
         * @namespace
         */
        const v1 = {};

        v1.ListAnalyzersRequest = (function() {

            /**
             * Properties of a ListAnalyzersRequest.
             * @typedef {Object} weir.v1.ListAnalyzersRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListAnalyzersRequest.
             * @memberof weir.v1
             * @interface IListAnalyzersRequest
             * @augments weir.v1.ListAnalyzersRequest.$Properties
             * @deprecated Use weir.v1.ListAnalyzersRequest.$Properties instead.
             */

            /**
             * Shape of a ListAnalyzersRequest.
             * @typedef {weir.v1.ListAnalyzersRequest.$Properties} weir.v1.ListAnalyzersRequest.$Shape
             */

            /**
             * Constructs a new ListAnalyzersRequest.
             * @memberof weir.v1
             * @classdesc Represents a ListAnalyzersRequest.
             * @constructor
             * @param {weir.v1.ListAnalyzersRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListAnalyzersRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Encodes the specified ListAnalyzersRequest message. Does not implicitly {@link weir.v1.ListAnalyzersRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ListAnalyzersRequest
             * @static
             * @param {weir.v1.ListAnalyzersRequest.$Properties} message ListAnalyzersRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListAnalyzersRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ListAnalyzersRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ListAnalyzersRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ListAnalyzersRequest & weir.v1.ListAnalyzersRequest.$Shape} ListAnalyzersRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListAnalyzersRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ListAnalyzersRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListAnalyzersRequest;
        })();

        v1.ListAnalyzersReply = (function() {

            /**
             * Properties of a ListAnalyzersReply.
             * @typedef {Object} weir.v1.ListAnalyzersReply.$Properties
             * @property {Array.<weir.v1.AnalyzerInfo.$Properties>|null} [analyzers] ListAnalyzersReply analyzers
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListAnalyzersReply.
             * @memberof weir.v1
             * @interface IListAnalyzersReply
             * @augments weir.v1.ListAnalyzersReply.$Properties
             * @deprecated Use weir.v1.ListAnalyzersReply.$Properties instead.
             */

            /**
             * Shape of a ListAnalyzersReply.
             * @typedef {weir.v1.ListAnalyzersReply.$Properties} weir.v1.ListAnalyzersReply.$Shape
             */

            /**
             * Constructs a new ListAnalyzersReply.
             * @memberof weir.v1
             * @classdesc Represents a ListAnalyzersReply.
             * @constructor
             * @param {weir.v1.ListAnalyzersReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListAnalyzersReply = function (properties) {
                this.analyzers = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ListAnalyzersReply analyzers.
             * @member {Array.<weir.v1.AnalyzerInfo.$Properties>} analyzers
             * @memberof weir.v1.ListAnalyzersReply
             * @instance
             */
            ListAnalyzersReply.prototype.analyzers = $util.emptyArray;

            /**
             * Encodes the specified ListAnalyzersReply message. Does not implicitly {@link weir.v1.ListAnalyzersReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ListAnalyzersReply
             * @static
             * @param {weir.v1.ListAnalyzersReply.$Properties} message ListAnalyzersReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListAnalyzersReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.analyzers != null && message.analyzers.length)
                    for (let i = 0; i < message.analyzers.length; ++i)
                        $root.weir.v1.AnalyzerInfo.encode(message.analyzers[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ListAnalyzersReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ListAnalyzersReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ListAnalyzersReply & weir.v1.ListAnalyzersReply.$Shape} ListAnalyzersReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListAnalyzersReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ListAnalyzersReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.analyzers && message.analyzers.length))
                                message.analyzers = [];
                            message.analyzers.push($root.weir.v1.AnalyzerInfo.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListAnalyzersReply;
        })();

        v1.AnalyzerInfo = (function() {

            /**
             * Properties of an AnalyzerInfo.
             * @typedef {Object} weir.v1.AnalyzerInfo.$Properties
             * @property {string|null} [name] AnalyzerInfo name
             * @property {number|null} [sinceMs] Of its first start.
             * @property {Array.<string>|null} [members] Processes that were heard within the last minute, as they announce themselves
             * in ServiceStatus.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AnalyzerInfo.
             * @memberof weir.v1
             * @interface IAnalyzerInfo
             * @augments weir.v1.AnalyzerInfo.$Properties
             * @deprecated Use weir.v1.AnalyzerInfo.$Properties instead.
             */

            /**
             * Shape of an AnalyzerInfo.
             * @typedef {weir.v1.AnalyzerInfo.$Properties} weir.v1.AnalyzerInfo.$Shape
             */

            /**
             * Constructs a new AnalyzerInfo.
             * @memberof weir.v1
             * @classdesc Represents an AnalyzerInfo.
             * @constructor
             * @param {weir.v1.AnalyzerInfo.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AnalyzerInfo = function (properties) {
                this.members = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AnalyzerInfo name.
             * @member {string} name
             * @memberof weir.v1.AnalyzerInfo
             * @instance
             */
            AnalyzerInfo.prototype.name = "";

            /**
             * Of its first start.
             * @member {number} sinceMs
             * @memberof weir.v1.AnalyzerInfo
             * @instance
             */
            AnalyzerInfo.prototype.sinceMs = 0;

            /**
             * Processes that were heard within the last minute, as they announce themselves
             * in ServiceStatus.
             * @member {Array.<string>} members
             * @memberof weir.v1.AnalyzerInfo
             * @instance
             */
            AnalyzerInfo.prototype.members = $util.emptyArray;

            /**
             * Encodes the specified AnalyzerInfo message. Does not implicitly {@link weir.v1.AnalyzerInfo.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.AnalyzerInfo
             * @static
             * @param {weir.v1.AnalyzerInfo.$Properties} message AnalyzerInfo message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AnalyzerInfo.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.sinceMs != null && $Object.hasOwnProperty.call(message, "sinceMs") && !$Object.is(message.sinceMs, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.sinceMs);
                if (message.members != null && message.members.length)
                    for (let i = 0; i < message.members.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.members[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AnalyzerInfo message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.AnalyzerInfo
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.AnalyzerInfo & weir.v1.AnalyzerInfo.$Shape} AnalyzerInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AnalyzerInfo.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.AnalyzerInfo();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.sinceMs = value;
                            else
                                delete message.sinceMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.members && message.members.length))
                                message.members = [];
                            message.members.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AnalyzerInfo;
        })();

        v1.RemoveAnalyzerRequest = (function() {

            /**
             * Properties of a RemoveAnalyzerRequest.
             * @typedef {Object} weir.v1.RemoveAnalyzerRequest.$Properties
             * @property {string|null} [name] RemoveAnalyzerRequest name
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RemoveAnalyzerRequest.
             * @memberof weir.v1
             * @interface IRemoveAnalyzerRequest
             * @augments weir.v1.RemoveAnalyzerRequest.$Properties
             * @deprecated Use weir.v1.RemoveAnalyzerRequest.$Properties instead.
             */

            /**
             * Shape of a RemoveAnalyzerRequest.
             * @typedef {weir.v1.RemoveAnalyzerRequest.$Properties} weir.v1.RemoveAnalyzerRequest.$Shape
             */

            /**
             * Constructs a new RemoveAnalyzerRequest.
             * @memberof weir.v1
             * @classdesc Represents a RemoveAnalyzerRequest.
             * @constructor
             * @param {weir.v1.RemoveAnalyzerRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RemoveAnalyzerRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RemoveAnalyzerRequest name.
             * @member {string} name
             * @memberof weir.v1.RemoveAnalyzerRequest
             * @instance
             */
            RemoveAnalyzerRequest.prototype.name = "";

            /**
             * Encodes the specified RemoveAnalyzerRequest message. Does not implicitly {@link weir.v1.RemoveAnalyzerRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.RemoveAnalyzerRequest
             * @static
             * @param {weir.v1.RemoveAnalyzerRequest.$Properties} message RemoveAnalyzerRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RemoveAnalyzerRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RemoveAnalyzerRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.RemoveAnalyzerRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.RemoveAnalyzerRequest & weir.v1.RemoveAnalyzerRequest.$Shape} RemoveAnalyzerRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RemoveAnalyzerRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.RemoveAnalyzerRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RemoveAnalyzerRequest;
        })();

        v1.RemoveAnalyzerReply = (function() {

            /**
             * Properties of a RemoveAnalyzerReply.
             * @typedef {Object} weir.v1.RemoveAnalyzerReply.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RemoveAnalyzerReply.
             * @memberof weir.v1
             * @interface IRemoveAnalyzerReply
             * @augments weir.v1.RemoveAnalyzerReply.$Properties
             * @deprecated Use weir.v1.RemoveAnalyzerReply.$Properties instead.
             */

            /**
             * Shape of a RemoveAnalyzerReply.
             * @typedef {weir.v1.RemoveAnalyzerReply.$Properties} weir.v1.RemoveAnalyzerReply.$Shape
             */

            /**
             * Constructs a new RemoveAnalyzerReply.
             * @memberof weir.v1
             * @classdesc Represents a RemoveAnalyzerReply.
             * @constructor
             * @param {weir.v1.RemoveAnalyzerReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RemoveAnalyzerReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Encodes the specified RemoveAnalyzerReply message. Does not implicitly {@link weir.v1.RemoveAnalyzerReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.RemoveAnalyzerReply
             * @static
             * @param {weir.v1.RemoveAnalyzerReply.$Properties} message RemoveAnalyzerReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RemoveAnalyzerReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RemoveAnalyzerReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.RemoveAnalyzerReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.RemoveAnalyzerReply & weir.v1.RemoveAnalyzerReply.$Shape} RemoveAnalyzerReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RemoveAnalyzerReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.RemoveAnalyzerReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RemoveAnalyzerReply;
        })();

        v1.ListAuditRequest = (function() {

            /**
             * Properties of a ListAuditRequest.
             * @typedef {Object} weir.v1.ListAuditRequest.$Properties
             * @property {string|null} [value] Any when empty. An address also finds what was done about prefixes that cover it.
             * @property {number|null} [limit] At most so many; 0 = 100.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListAuditRequest.
             * @memberof weir.v1
             * @interface IListAuditRequest
             * @augments weir.v1.ListAuditRequest.$Properties
             * @deprecated Use weir.v1.ListAuditRequest.$Properties instead.
             */

            /**
             * Shape of a ListAuditRequest.
             * @typedef {weir.v1.ListAuditRequest.$Properties} weir.v1.ListAuditRequest.$Shape
             */

            /**
             * Constructs a new ListAuditRequest.
             * @memberof weir.v1
             * @classdesc Represents a ListAuditRequest.
             * @constructor
             * @param {weir.v1.ListAuditRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListAuditRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Any when empty. An address also finds what was done about prefixes that cover it.
             * @member {string} value
             * @memberof weir.v1.ListAuditRequest
             * @instance
             */
            ListAuditRequest.prototype.value = "";

            /**
             * At most so many; 0 = 100.
             * @member {number} limit
             * @memberof weir.v1.ListAuditRequest
             * @instance
             */
            ListAuditRequest.prototype.limit = 0;

            /**
             * Encodes the specified ListAuditRequest message. Does not implicitly {@link weir.v1.ListAuditRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ListAuditRequest
             * @static
             * @param {weir.v1.ListAuditRequest.$Properties} message ListAuditRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListAuditRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.value);
                if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.limit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ListAuditRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ListAuditRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ListAuditRequest & weir.v1.ListAuditRequest.$Shape} ListAuditRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListAuditRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ListAuditRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.limit = value;
                            else
                                delete message.limit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListAuditRequest;
        })();

        v1.ListAuditReply = (function() {

            /**
             * Properties of a ListAuditReply.
             * @typedef {Object} weir.v1.ListAuditReply.$Properties
             * @property {Array.<weir.v1.AuditRecord.$Properties>|null} [records] ListAuditReply records
             * @property {number|null} [searchedToMs] There is more than was looked through: older than this, Unix ms. 0: that is all.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListAuditReply.
             * @memberof weir.v1
             * @interface IListAuditReply
             * @augments weir.v1.ListAuditReply.$Properties
             * @deprecated Use weir.v1.ListAuditReply.$Properties instead.
             */

            /**
             * Shape of a ListAuditReply.
             * @typedef {weir.v1.ListAuditReply.$Properties} weir.v1.ListAuditReply.$Shape
             */

            /**
             * Constructs a new ListAuditReply.
             * @memberof weir.v1
             * @classdesc Represents a ListAuditReply.
             * @constructor
             * @param {weir.v1.ListAuditReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListAuditReply = function (properties) {
                this.records = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ListAuditReply records.
             * @member {Array.<weir.v1.AuditRecord.$Properties>} records
             * @memberof weir.v1.ListAuditReply
             * @instance
             */
            ListAuditReply.prototype.records = $util.emptyArray;

            /**
             * There is more than was looked through: older than this, Unix ms. 0: that is all.
             * @member {number} searchedToMs
             * @memberof weir.v1.ListAuditReply
             * @instance
             */
            ListAuditReply.prototype.searchedToMs = 0;

            /**
             * Encodes the specified ListAuditReply message. Does not implicitly {@link weir.v1.ListAuditReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ListAuditReply
             * @static
             * @param {weir.v1.ListAuditReply.$Properties} message ListAuditReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListAuditReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.records != null && message.records.length)
                    for (let i = 0; i < message.records.length; ++i)
                        $root.weir.v1.AuditRecord.encode(message.records[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.searchedToMs != null && $Object.hasOwnProperty.call(message, "searchedToMs") && !$Object.is(message.searchedToMs, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.searchedToMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ListAuditReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ListAuditReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ListAuditReply & weir.v1.ListAuditReply.$Shape} ListAuditReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListAuditReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ListAuditReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.records && message.records.length))
                                message.records = [];
                            message.records.push($root.weir.v1.AuditRecord.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.searchedToMs = value;
                            else
                                delete message.searchedToMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListAuditReply;
        })();

        v1.AuditRecord = (function() {

            /**
             * Properties of an AuditRecord.
             * @typedef {Object} weir.v1.AuditRecord.$Properties
             * @property {number|null} [timeMs] AuditRecord timeMs
             * @property {string|null} [author] As the caller calls himself; an analyzer for scenarios that came with its configuration.
             * @property {string|null} [action] add, extend, delete, import, scenarios, policies, revoke, release (what the guard had stopped), forget (an analyzer),
             * restore; imported and restored (afterwards, with the counts).
             * @property {Array.<weir.v1.AuditSubject.$Properties>|null} [subjects] Whom it is about: one, or up to 1,000 of an import. The others are counted only.
             * @property {weir.v1.Remediation|null} [remediation] AuditRecord remediation
             * @property {number|null} [untilMs] What was asked for, Unix ms.
             * @property {string|null} [reason] AuditRecord reason
             * @property {Object.<string,number>|null} [counts] Of many entries: what has become of them.
             * @property {string|null} [what] Of scenarios and policies: what was changed; of a backup and the rest: which.
             * @property {string|null} [token] Name of the token that the call was made with; empty for what came with a configuration.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AuditRecord.
             * @memberof weir.v1
             * @interface IAuditRecord
             * @augments weir.v1.AuditRecord.$Properties
             * @deprecated Use weir.v1.AuditRecord.$Properties instead.
             */

            /**
             * Shape of an AuditRecord.
             * @typedef {weir.v1.AuditRecord.$Properties} weir.v1.AuditRecord.$Shape
             */

            /**
             * Constructs a new AuditRecord.
             * @memberof weir.v1
             * @classdesc Written before what it tells of is done, so that nothing is done without; what then failed is here all the same.
             * @constructor
             * @param {weir.v1.AuditRecord.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AuditRecord = function (properties) {
                this.subjects = [];
                this.counts = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AuditRecord timeMs.
             * @member {number} timeMs
             * @memberof weir.v1.AuditRecord
             * @instance
             */
            AuditRecord.prototype.timeMs = 0;

            /**
             * As the caller calls himself; an analyzer for scenarios that came with its configuration.
             * @member {string} author
             * @memberof weir.v1.AuditRecord
             * @instance
             */
            AuditRecord.prototype.author = "";

            /**
             * add, extend, delete, import, scenarios, policies, revoke, release (what the guard had stopped), forget (an analyzer),
             * restore; imported and restored (afterwards, with the counts).
             * @member {string} action
             * @memberof weir.v1.AuditRecord
             * @instance
             */
            AuditRecord.prototype.action = "";

            /**
             * Whom it is about: one, or up to 1,000 of an import. The others are counted only.
             * @member {Array.<weir.v1.AuditSubject.$Properties>} subjects
             * @memberof weir.v1.AuditRecord
             * @instance
             */
            AuditRecord.prototype.subjects = $util.emptyArray;

            /**
             * AuditRecord remediation.
             * @member {weir.v1.Remediation} remediation
             * @memberof weir.v1.AuditRecord
             * @instance
             */
            AuditRecord.prototype.remediation = 0;

            /**
             * What was asked for, Unix ms.
             * @member {number} untilMs
             * @memberof weir.v1.AuditRecord
             * @instance
             */
            AuditRecord.prototype.untilMs = 0;

            /**
             * AuditRecord reason.
             * @member {string} reason
             * @memberof weir.v1.AuditRecord
             * @instance
             */
            AuditRecord.prototype.reason = "";

            /**
             * Of many entries: what has become of them.
             * @member {Object.<string,number>} counts
             * @memberof weir.v1.AuditRecord
             * @instance
             */
            AuditRecord.prototype.counts = $util.emptyObject;

            /**
             * Of scenarios and policies: what was changed; of a backup and the rest: which.
             * @member {string} what
             * @memberof weir.v1.AuditRecord
             * @instance
             */
            AuditRecord.prototype.what = "";

            /**
             * Name of the token that the call was made with; empty for what came with a configuration.
             * @member {string} token
             * @memberof weir.v1.AuditRecord
             * @instance
             */
            AuditRecord.prototype.token = "";

            /**
             * Encodes the specified AuditRecord message. Does not implicitly {@link weir.v1.AuditRecord.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.AuditRecord
             * @static
             * @param {weir.v1.AuditRecord.$Properties} message AuditRecord message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AuditRecord.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && !$Object.is(message.timeMs, 0))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.timeMs);
                if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.author);
                if (message.action != null && $Object.hasOwnProperty.call(message, "action") && message.action !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.action);
                if (message.subjects != null && message.subjects.length)
                    for (let i = 0; i < message.subjects.length; ++i)
                        $root.weir.v1.AuditSubject.encode(message.subjects[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.remediation != null && $Object.hasOwnProperty.call(message, "remediation") && message.remediation !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message.remediation);
                if (message.untilMs != null && $Object.hasOwnProperty.call(message, "untilMs") && !$Object.is(message.untilMs, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.untilMs);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.reason);
                if (message.counts != null && $Object.hasOwnProperty.call(message, "counts"))
                    for (let keys = $Object.keys(message.counts), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 8, wireType 2 =*/66).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 0 =*/16).uint32(message.counts[keys[i]]).ldelim();
                if (message.what != null && $Object.hasOwnProperty.call(message, "what") && message.what !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.what);
                if (message.token != null && $Object.hasOwnProperty.call(message, "token") && message.token !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.token);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AuditRecord message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.AuditRecord
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.AuditRecord & weir.v1.AuditRecord.$Shape} AuditRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AuditRecord.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.AuditRecord();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.timeMs = value;
                            else
                                delete message.timeMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.author = value;
                            else
                                delete message.author;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.action = value;
                            else
                                delete message.action;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.subjects && message.subjects.length))
                                message.subjects = [];
                            message.subjects.push($root.weir.v1.AuditSubject.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.remediation = value;
                            else
                                delete message.remediation;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.untilMs = value;
                            else
                                delete message.untilMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (message.counts === $util.emptyObject)
                                message.counts = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = 0;
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 0)
                                        break;
                                    value = reader.uint32();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.counts, key);
                            message.counts[key] = value;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.what = value;
                            else
                                delete message.what;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.token = value;
                            else
                                delete message.token;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AuditRecord;
        })();

        v1.AuditSubject = (function() {

            /**
             * Properties of an AuditSubject.
             * @typedef {Object} weir.v1.AuditSubject.$Properties
             * @property {weir.v1.Scope|null} [scope] AuditSubject scope
             * @property {string|null} [value] AuditSubject value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AuditSubject.
             * @memberof weir.v1
             * @interface IAuditSubject
             * @augments weir.v1.AuditSubject.$Properties
             * @deprecated Use weir.v1.AuditSubject.$Properties instead.
             */

            /**
             * Shape of an AuditSubject.
             * @typedef {weir.v1.AuditSubject.$Properties} weir.v1.AuditSubject.$Shape
             */

            /**
             * Constructs a new AuditSubject.
             * @memberof weir.v1
             * @classdesc Represents an AuditSubject.
             * @constructor
             * @param {weir.v1.AuditSubject.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AuditSubject = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AuditSubject scope.
             * @member {weir.v1.Scope} scope
             * @memberof weir.v1.AuditSubject
             * @instance
             */
            AuditSubject.prototype.scope = 0;

            /**
             * AuditSubject value.
             * @member {string} value
             * @memberof weir.v1.AuditSubject
             * @instance
             */
            AuditSubject.prototype.value = "";

            /**
             * Encodes the specified AuditSubject message. Does not implicitly {@link weir.v1.AuditSubject.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.AuditSubject
             * @static
             * @param {weir.v1.AuditSubject.$Properties} message AuditSubject message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AuditSubject.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.scope);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AuditSubject message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.AuditSubject
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.AuditSubject & weir.v1.AuditSubject.$Shape} AuditSubject
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AuditSubject.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.AuditSubject();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.scope = value;
                            else
                                delete message.scope;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AuditSubject;
        })();

        /**
         * Scope enum.
         * @name weir.v1.Scope
         * @enum {number}
         * @property {number} SCOPE_UNSPECIFIED=0 SCOPE_UNSPECIFIED value
         * @property {number} SCOPE_IP=1 203.0.113.7, 2001:db8::1
         * @property {number} SCOPE_PREFIX=2 203.0.113.0/24, 2001:db8::/64
         * @property {number} SCOPE_IP_HOST=3 An address at one host name.
         * @property {number} SCOPE_IP_AGENT=4 An address with one user agent.
         * @property {number} SCOPE_HOST_PATH=5 A path of one host name, for everybody.
         * @property {number} SCOPE_AGENT=6 A user agent, for everybody.
         * @property {number} SCOPE_ASN=7 AS64500: all of its networks, which can be allowed only. Targets are not given it.
         */
        v1.Scope = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "SCOPE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "SCOPE_IP"] = 1;
            values[valuesById[2] = "SCOPE_PREFIX"] = 2;
            values[valuesById[3] = "SCOPE_IP_HOST"] = 3;
            values[valuesById[4] = "SCOPE_IP_AGENT"] = 4;
            values[valuesById[5] = "SCOPE_HOST_PATH"] = 5;
            values[valuesById[6] = "SCOPE_AGENT"] = 6;
            values[valuesById[7] = "SCOPE_ASN"] = 7;
            return values;
        })();

        /**
         * Remediation enum.
         * @name weir.v1.Remediation
         * @enum {number}
         * @property {number} REMEDIATION_UNSPECIFIED=0 REMEDIATION_UNSPECIFIED value
         * @property {number} REMEDIATION_BLOCK=1 REMEDIATION_BLOCK value
         * @property {number} REMEDIATION_CHALLENGE=2 REMEDIATION_CHALLENGE value
         * @property {number} REMEDIATION_THROTTLE=3 REMEDIATION_THROTTLE value
         * @property {number} REMEDIATION_ALLOW=4 Never block what this covers; wins over every other decision.
         */
        v1.Remediation = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "REMEDIATION_UNSPECIFIED"] = 0;
            values[valuesById[1] = "REMEDIATION_BLOCK"] = 1;
            values[valuesById[2] = "REMEDIATION_CHALLENGE"] = 2;
            values[valuesById[3] = "REMEDIATION_THROTTLE"] = 3;
            values[valuesById[4] = "REMEDIATION_ALLOW"] = 4;
            return values;
        })();

        /**
         * State enum.
         * @name weir.v1.State
         * @enum {number}
         * @property {number} STATE_UNSPECIFIED=0 STATE_UNSPECIFIED value
         * @property {number} STATE_ACTIVE=1 STATE_ACTIVE value
         * @property {number} STATE_LIFTED=2 Taken back. Kept with its contributions until no stored detection can be
         * delivered again, so that a late copy can't undo it.
         */
        v1.State = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "STATE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "STATE_ACTIVE"] = 1;
            values[valuesById[2] = "STATE_LIFTED"] = 2;
            return values;
        })();

        v1.Decision = (function() {

            /**
             * Properties of a Decision.
             * @typedef {Object} weir.v1.Decision.$Properties
             * @property {string|null} [id] Short and readable, on the 403 page and in the log. A new one each time the
             * entry becomes active again.
             * @property {weir.v1.Scope|null} [scope] Decision scope
             * @property {string|null} [value] Canonical text; the parts of a composite scope are joined by one space.
             * @property {weir.v1.State|null} [state] Decision state
             * @property {weir.v1.Remediation|null} [remediation] Decision remediation
             * @property {number|null} [statusCode] HTTP status that a blocked client gets.
             * @property {weir.v1.Mode|null} [mode] Decision mode
             * @property {string|null} [withheld] Why an entry is recorded and not enforced ("loopback address", "evidence too
             * old"); empty when it is enforced.
             * @property {number|null} [createdMs] Unix ms. An entry ends at `until_ms`, wherever it is stored.
             * @property {number|null} [updatedMs] Decision updatedMs
             * @property {number|null} [untilMs] Decision untilMs
             * @property {number|null} [liftedMs] Decision liftedMs
             * @property {Array.<weir.v1.Contribution.$Properties>|null} [contributions] The reasons, one for each scenario or person, the latest word of each.
             * @property {string|null} [traceparent] Of the decide span that last changed the entry; empty when tracing is off.
             * @property {weir.v1.Stages.$Properties|null} [stages] Of the evidence behind the last change.
             * @property {number|null} [strikes] Bans before this one that are not forgotten, and how long it takes to forget one, ms.
             * @property {number|null} [forgetMs] Decision forgetMs
             * @property {boolean|null} [intense] What was seen is worth dropping packets, not only answering with a status.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Decision.
             * @memberof weir.v1
             * @interface IDecision
             * @augments weir.v1.Decision.$Properties
             * @deprecated Use weir.v1.Decision.$Properties instead.
             */

            /**
             * Shape of a Decision.
             * @typedef {weir.v1.Decision.$Properties} weir.v1.Decision.$Shape
             */

            /**
             * Constructs a new Decision.
             * @memberof weir.v1
             * @classdesc There is one for each (scope, value), and a separate one for allowing it.
             * @constructor
             * @param {weir.v1.Decision.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Decision = function (properties) {
                this.contributions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Short and readable, on the 403 page and in the log. A new one each time the
             * entry becomes active again.
             * @member {string} id
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.id = "";

            /**
             * Decision scope.
             * @member {weir.v1.Scope} scope
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.scope = 0;

            /**
             * Canonical text; the parts of a composite scope are joined by one space.
             * @member {string} value
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.value = "";

            /**
             * Decision state.
             * @member {weir.v1.State} state
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.state = 0;

            /**
             * Decision remediation.
             * @member {weir.v1.Remediation} remediation
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.remediation = 0;

            /**
             * HTTP status that a blocked client gets.
             * @member {number} statusCode
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.statusCode = 0;

            /**
             * Decision mode.
             * @member {weir.v1.Mode} mode
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.mode = 0;

            /**
             * Why an entry is recorded and not enforced ("loopback address", "evidence too
             * old"); empty when it is enforced.
             * @member {string} withheld
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.withheld = "";

            /**
             * Unix ms. An entry ends at `until_ms`, wherever it is stored.
             * @member {number} createdMs
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.createdMs = 0;

            /**
             * Decision updatedMs.
             * @member {number} updatedMs
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.updatedMs = 0;

            /**
             * Decision untilMs.
             * @member {number} untilMs
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.untilMs = 0;

            /**
             * Decision liftedMs.
             * @member {number} liftedMs
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.liftedMs = 0;

            /**
             * The reasons, one for each scenario or person, the latest word of each.
             * @member {Array.<weir.v1.Contribution.$Properties>} contributions
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.contributions = $util.emptyArray;

            /**
             * Of the decide span that last changed the entry; empty when tracing is off.
             * @member {string} traceparent
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.traceparent = "";

            /**
             * Of the evidence behind the last change.
             * @member {weir.v1.Stages.$Properties|null|undefined} stages
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.stages = null;

            /**
             * Bans before this one that are not forgotten, and how long it takes to forget one, ms.
             * @member {number} strikes
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.strikes = 0;

            /**
             * Decision forgetMs.
             * @member {number} forgetMs
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.forgetMs = 0;

            /**
             * What was seen is worth dropping packets, not only answering with a status.
             * @member {boolean} intense
             * @memberof weir.v1.Decision
             * @instance
             */
            Decision.prototype.intense = false;

            /**
             * Encodes the specified Decision message. Does not implicitly {@link weir.v1.Decision.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.Decision
             * @static
             * @param {weir.v1.Decision.$Properties} message Decision message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Decision.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.scope);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.value);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.state);
                if (message.remediation != null && $Object.hasOwnProperty.call(message, "remediation") && message.remediation !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message.remediation);
                if (message.statusCode != null && $Object.hasOwnProperty.call(message, "statusCode") && message.statusCode !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.statusCode);
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int32(message.mode);
                if (message.withheld != null && $Object.hasOwnProperty.call(message, "withheld") && message.withheld !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.withheld);
                if (message.createdMs != null && $Object.hasOwnProperty.call(message, "createdMs") && !$Object.is(message.createdMs, 0))
                    writer.uint32(/* id 9, wireType 1 =*/73).double(message.createdMs);
                if (message.updatedMs != null && $Object.hasOwnProperty.call(message, "updatedMs") && !$Object.is(message.updatedMs, 0))
                    writer.uint32(/* id 10, wireType 1 =*/81).double(message.updatedMs);
                if (message.untilMs != null && $Object.hasOwnProperty.call(message, "untilMs") && !$Object.is(message.untilMs, 0))
                    writer.uint32(/* id 11, wireType 1 =*/89).double(message.untilMs);
                if (message.liftedMs != null && $Object.hasOwnProperty.call(message, "liftedMs") && !$Object.is(message.liftedMs, 0))
                    writer.uint32(/* id 12, wireType 1 =*/97).double(message.liftedMs);
                if (message.contributions != null && message.contributions.length)
                    for (let i = 0; i < message.contributions.length; ++i)
                        $root.weir.v1.Contribution.encode(message.contributions[i], writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.traceparent != null && $Object.hasOwnProperty.call(message, "traceparent") && message.traceparent !== "")
                    writer.uint32(/* id 14, wireType 2 =*/114).string(message.traceparent);
                if (message.stages != null && $Object.hasOwnProperty.call(message, "stages"))
                    $root.weir.v1.Stages.encode(message.stages, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                if (message.strikes != null && $Object.hasOwnProperty.call(message, "strikes") && message.strikes !== 0)
                    writer.uint32(/* id 16, wireType 0 =*/128).uint32(message.strikes);
                if (message.forgetMs != null && $Object.hasOwnProperty.call(message, "forgetMs") && !$Object.is(message.forgetMs, 0))
                    writer.uint32(/* id 17, wireType 1 =*/137).double(message.forgetMs);
                if (message.intense != null && $Object.hasOwnProperty.call(message, "intense") && message.intense !== false)
                    writer.uint32(/* id 18, wireType 0 =*/144).bool(message.intense);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Decision message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.Decision
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.Decision & weir.v1.Decision.$Shape} Decision
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Decision.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.Decision();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.scope = value;
                            else
                                delete message.scope;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.remediation = value;
                            else
                                delete message.remediation;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.statusCode = value;
                            else
                                delete message.statusCode;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.withheld = value;
                            else
                                delete message.withheld;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.createdMs = value;
                            else
                                delete message.createdMs;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.updatedMs = value;
                            else
                                delete message.updatedMs;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.untilMs = value;
                            else
                                delete message.untilMs;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.liftedMs = value;
                            else
                                delete message.liftedMs;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if (!(message.contributions && message.contributions.length))
                                message.contributions = [];
                            message.contributions.push($root.weir.v1.Contribution.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.traceparent = value;
                            else
                                delete message.traceparent;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.stages = $root.weir.v1.Stages.decode(reader, reader.size(), $undefined, _depth + 1, message.stages);
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.strikes = value;
                            else
                                delete message.strikes;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.forgetMs = value;
                            else
                                delete message.forgetMs;
                            continue;
                        }
                    case 18: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.intense = value;
                            else
                                delete message.intense;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Decision;
        })();

        v1.Contribution = (function() {

            /**
             * Properties of a Contribution.
             * @typedef {Object} weir.v1.Contribution.$Properties
             * @property {string|null} [scenario] Scenario, or "manual".
             * @property {string|null} [version] Contribution version
             * @property {string|null} [detection] Contribution detection
             * @property {number|null} [openedMs] With `rev`, the mark by which a detection that comes again is known.
             * @property {number|null} [rev] Contribution rev
             * @property {number|null} [untilMs] Contribution untilMs
             * @property {weir.v1.Mode|null} [mode] Contribution mode
             * @property {number|null} [lastSeenMs] Contribution lastSeenMs
             * @property {number|null} [events] Contribution events
             * @property {Array.<weir.v1.Evidence.$Properties>|null} [evidence] Contribution evidence
             * @property {string|null} [author] Who asked for it and why, where a person did.
             * @property {string|null} [reason] Contribution reason
             * @property {string|null} [policy] The policy that it follows; empty for what people decide.
             * @property {boolean|null} [intense] Contribution intense
             * @property {weir.v1.Remediation|null} [remediation] Contribution remediation
             * @property {string|null} [severity] Of the detection, or what it was escalated to; empty where a person decided.
             * @property {boolean|null} [successful] It is about a client whose requests had mostly been successful.
             * @property {number|null} [revokedMs] When it was taken back alone, Unix ms; 0 when it was not. It counts no more, whatever else
             * its detection comes to; the next one does.
             * @property {boolean|null} [fixed] How long is not for its policy to say: the scenario did, or another site's page may have
             * sent what was seen.
             * @property {weir.v1.Extension.$Properties|null} [extension] Whoever is blocked by it kept asking.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Contribution.
             * @memberof weir.v1
             * @interface IContribution
             * @augments weir.v1.Contribution.$Properties
             * @deprecated Use weir.v1.Contribution.$Properties instead.
             */

            /**
             * Shape of a Contribution.
             * @typedef {weir.v1.Contribution.$Properties} weir.v1.Contribution.$Shape
             */

            /**
             * Constructs a new Contribution.
             * @memberof weir.v1
             * @classdesc Represents a Contribution.
             * @constructor
             * @param {weir.v1.Contribution.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Contribution = function (properties) {
                this.evidence = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Scenario, or "manual".
             * @member {string} scenario
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.scenario = "";

            /**
             * Contribution version.
             * @member {string} version
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.version = "";

            /**
             * Contribution detection.
             * @member {string} detection
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.detection = "";

            /**
             * With `rev`, the mark by which a detection that comes again is known.
             * @member {number} openedMs
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.openedMs = 0;

            /**
             * Contribution rev.
             * @member {number} rev
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.rev = 0;

            /**
             * Contribution untilMs.
             * @member {number} untilMs
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.untilMs = 0;

            /**
             * Contribution mode.
             * @member {weir.v1.Mode} mode
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.mode = 0;

            /**
             * Contribution lastSeenMs.
             * @member {number} lastSeenMs
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.lastSeenMs = 0;

            /**
             * Contribution events.
             * @member {number} events
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.events = 0;

            /**
             * Contribution evidence.
             * @member {Array.<weir.v1.Evidence.$Properties>} evidence
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.evidence = $util.emptyArray;

            /**
             * Who asked for it and why, where a person did.
             * @member {string} author
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.author = "";

            /**
             * Contribution reason.
             * @member {string} reason
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.reason = "";

            /**
             * The policy that it follows; empty for what people decide.
             * @member {string} policy
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.policy = "";

            /**
             * Contribution intense.
             * @member {boolean} intense
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.intense = false;

            /**
             * Contribution remediation.
             * @member {weir.v1.Remediation} remediation
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.remediation = 0;

            /**
             * Of the detection, or what it was escalated to; empty where a person decided.
             * @member {string} severity
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.severity = "";

            /**
             * It is about a client whose requests had mostly been successful.
             * @member {boolean} successful
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.successful = false;

            /**
             * When it was taken back alone, Unix ms; 0 when it was not. It counts no more, whatever else
             * its detection comes to; the next one does.
             * @member {number} revokedMs
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.revokedMs = 0;

            /**
             * How long is not for its policy to say: the scenario did, or another site's page may have
             * sent what was seen.
             * @member {boolean} fixed
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.fixed = false;

            /**
             * Whoever is blocked by it kept asking.
             * @member {weir.v1.Extension.$Properties|null|undefined} extension
             * @memberof weir.v1.Contribution
             * @instance
             */
            Contribution.prototype.extension = null;

            /**
             * Encodes the specified Contribution message. Does not implicitly {@link weir.v1.Contribution.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.Contribution
             * @static
             * @param {weir.v1.Contribution.$Properties} message Contribution message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Contribution.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.scenario != null && $Object.hasOwnProperty.call(message, "scenario") && message.scenario !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.scenario);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.version);
                if (message.detection != null && $Object.hasOwnProperty.call(message, "detection") && message.detection !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.detection);
                if (message.openedMs != null && $Object.hasOwnProperty.call(message, "openedMs") && !$Object.is(message.openedMs, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.openedMs);
                if (message.rev != null && $Object.hasOwnProperty.call(message, "rev") && message.rev !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.rev);
                if (message.untilMs != null && $Object.hasOwnProperty.call(message, "untilMs") && !$Object.is(message.untilMs, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.untilMs);
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int32(message.mode);
                if (message.lastSeenMs != null && $Object.hasOwnProperty.call(message, "lastSeenMs") && !$Object.is(message.lastSeenMs, 0))
                    writer.uint32(/* id 8, wireType 1 =*/65).double(message.lastSeenMs);
                if (message.events != null && $Object.hasOwnProperty.call(message, "events") && !$Object.is(message.events, 0))
                    writer.uint32(/* id 9, wireType 1 =*/73).double(message.events);
                if (message.evidence != null && message.evidence.length)
                    for (let i = 0; i < message.evidence.length; ++i)
                        $root.weir.v1.Evidence.encode(message.evidence[i], writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author !== "")
                    writer.uint32(/* id 11, wireType 2 =*/90).string(message.author);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 12, wireType 2 =*/98).string(message.reason);
                if (message.policy != null && $Object.hasOwnProperty.call(message, "policy") && message.policy !== "")
                    writer.uint32(/* id 13, wireType 2 =*/106).string(message.policy);
                if (message.intense != null && $Object.hasOwnProperty.call(message, "intense") && message.intense !== false)
                    writer.uint32(/* id 14, wireType 0 =*/112).bool(message.intense);
                if (message.remediation != null && $Object.hasOwnProperty.call(message, "remediation") && message.remediation !== 0)
                    writer.uint32(/* id 15, wireType 0 =*/120).int32(message.remediation);
                if (message.severity != null && $Object.hasOwnProperty.call(message, "severity") && message.severity !== "")
                    writer.uint32(/* id 16, wireType 2 =*/130).string(message.severity);
                if (message.successful != null && $Object.hasOwnProperty.call(message, "successful") && message.successful !== false)
                    writer.uint32(/* id 17, wireType 0 =*/136).bool(message.successful);
                if (message.revokedMs != null && $Object.hasOwnProperty.call(message, "revokedMs") && !$Object.is(message.revokedMs, 0))
                    writer.uint32(/* id 18, wireType 1 =*/145).double(message.revokedMs);
                if (message.fixed != null && $Object.hasOwnProperty.call(message, "fixed") && message.fixed !== false)
                    writer.uint32(/* id 19, wireType 0 =*/152).bool(message.fixed);
                if (message.extension != null && $Object.hasOwnProperty.call(message, "extension"))
                    $root.weir.v1.Extension.encode(message.extension, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Contribution message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.Contribution
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.Contribution & weir.v1.Contribution.$Shape} Contribution
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Contribution.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.Contribution();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.scenario = value;
                            else
                                delete message.scenario;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detection = value;
                            else
                                delete message.detection;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.openedMs = value;
                            else
                                delete message.openedMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rev = value;
                            else
                                delete message.rev;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.untilMs = value;
                            else
                                delete message.untilMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.lastSeenMs = value;
                            else
                                delete message.lastSeenMs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.events = value;
                            else
                                delete message.events;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.evidence && message.evidence.length))
                                message.evidence = [];
                            message.evidence.push($root.weir.v1.Evidence.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.author = value;
                            else
                                delete message.author;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.policy = value;
                            else
                                delete message.policy;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.intense = value;
                            else
                                delete message.intense;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.remediation = value;
                            else
                                delete message.remediation;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.severity = value;
                            else
                                delete message.severity;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.successful = value;
                            else
                                delete message.successful;
                            continue;
                        }
                    case 18: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.revokedMs = value;
                            else
                                delete message.revokedMs;
                            continue;
                        }
                    case 19: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.fixed = value;
                            else
                                delete message.fixed;
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            message.extension = $root.weir.v1.Extension.decode(reader, reader.size(), $undefined, _depth + 1, message.extension);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Contribution;
        })();

        v1.Extension = (function() {

            /**
             * Properties of an Extension.
             * @typedef {Object} weir.v1.Extension.$Properties
             * @property {number|null} [untilMs] Unix ms; the end of the contribution is no earlier.
             * @property {number|null} [lastSeenMs] Unix ms of the last refused request that counted, and how many were within the minute
             * before it.
             * @property {number|null} [refused] Extension refused
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Extension.
             * @memberof weir.v1
             * @interface IExtension
             * @augments weir.v1.Extension.$Properties
             * @deprecated Use weir.v1.Extension.$Properties instead.
             */

            /**
             * Shape of an Extension.
             * @typedef {weir.v1.Extension.$Properties} weir.v1.Extension.$Shape
             */

            /**
             * Constructs a new Extension.
             * @memberof weir.v1
             * @classdesc Why a contribution ends later than its evidence says.
             * @constructor
             * @param {weir.v1.Extension.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Extension = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Unix ms; the end of the contribution is no earlier.
             * @member {number} untilMs
             * @memberof weir.v1.Extension
             * @instance
             */
            Extension.prototype.untilMs = 0;

            /**
             * Unix ms of the last refused request that counted, and how many were within the minute
             * before it.
             * @member {number} lastSeenMs
             * @memberof weir.v1.Extension
             * @instance
             */
            Extension.prototype.lastSeenMs = 0;

            /**
             * Extension refused.
             * @member {number} refused
             * @memberof weir.v1.Extension
             * @instance
             */
            Extension.prototype.refused = 0;

            /**
             * Encodes the specified Extension message. Does not implicitly {@link weir.v1.Extension.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.Extension
             * @static
             * @param {weir.v1.Extension.$Properties} message Extension message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Extension.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.untilMs != null && $Object.hasOwnProperty.call(message, "untilMs") && !$Object.is(message.untilMs, 0))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.untilMs);
                if (message.lastSeenMs != null && $Object.hasOwnProperty.call(message, "lastSeenMs") && !$Object.is(message.lastSeenMs, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.lastSeenMs);
                if (message.refused != null && $Object.hasOwnProperty.call(message, "refused") && !$Object.is(message.refused, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.refused);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Extension message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.Extension
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.Extension & weir.v1.Extension.$Shape} Extension
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Extension.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.Extension();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.untilMs = value;
                            else
                                delete message.untilMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.lastSeenMs = value;
                            else
                                delete message.lastSeenMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.refused = value;
                            else
                                delete message.refused;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Extension;
        })();

        /**
         * Mode enum.
         * @name weir.v1.Mode
         * @enum {number}
         * @property {number} MODE_UNSPECIFIED=0 MODE_UNSPECIFIED value
         * @property {number} MODE_ENFORCE=1 Judged, published, decided and enforced.
         * @property {number} MODE_SHADOW=2 Judged, published and recorded; never enforced.
         */
        v1.Mode = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "MODE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "MODE_ENFORCE"] = 1;
            values[valuesById[2] = "MODE_SHADOW"] = 2;
            return values;
        })();

        v1.Detection = (function() {

            /**
             * Properties of a Detection.
             * @typedef {Object} weir.v1.Detection.$Properties
             * @property {string|null} [id] Hex, from (scenario, version, key, opened_ms): the same stream gives the
             * same id, however often it is processed.
             * @property {number|null} [rev] Detection rev
             * @property {string|null} [scenario] Detection scenario
             * @property {string|null} [version] Of the scenario's definition: another version is another rule.
             * @property {weir.v1.Mode|null} [mode] Detection mode
             * @property {string|null} [severity] Detection severity
             * @property {Array.<weir.v1.KeyField.$Properties>|null} [key] Detection key
             * @property {number|null} [openedMs] All times are event time, Unix ms.
             * @property {number|null} [firstSeenMs] Detection firstSeenMs
             * @property {number|null} [lastSeenMs] Detection lastSeenMs
             * @property {number|null} [events] Events that count as evidence so far.
             * @property {number|null} [peakPerSecond] Most events in one second of event time since it opened.
             * @property {boolean|null} [closed] Detection closed
             * @property {boolean|null} [forgeable] A page of another site can make a browser send this request: such evidence
             * earns a short ban only.
             * @property {Array.<weir.v1.Evidence.$Properties>|null} [evidence] Up to 10 requests that show what was seen.
             * @property {number|null} [shard] Detection shard
             * @property {string|null} [traceparent] W3C trace context of the detect span; empty when tracing is off.
             * @property {weir.v1.Stages.$Properties|null} [stages] Detection stages
             * @property {weir.v1.Remedy.$Properties|null} [remedy] What the scenario itself wants done; unset where that is left to the policy.
             * @property {weir.v1.Escalation.$Properties|null} [escalation] Another severity when its scenario finds much at once; unset where there is none.
             * @property {Array.<weir.v1.Label.$Properties>|null} [labels] Of the scenario: attack, cwe, cve, behavior.
             * @property {weir.v1.Occasion.$Properties|null} [occasion] The request with which it opened.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Detection.
             * @memberof weir.v1
             * @interface IDetection
             * @augments weir.v1.Detection.$Properties
             * @deprecated Use weir.v1.Detection.$Properties instead.
             */

            /**
             * Shape of a Detection.
             * @typedef {weir.v1.Detection.$Properties} weir.v1.Detection.$Shape
             */

            /**
             * Constructs a new Detection.
             * @memberof weir.v1
             * @classdesc One attack is one detection: it opens at the first crossing, grows while more
             * evidence comes (a higher `rev` replaces a lower one), and closes when the
             * scenario's cool-down has passed in silence.
             * @constructor
             * @param {weir.v1.Detection.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Detection = function (properties) {
                this.key = [];
                this.evidence = [];
                this.labels = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Hex, from (scenario, version, key, opened_ms): the same stream gives the
             * same id, however often it is processed.
             * @member {string} id
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.id = "";

            /**
             * Detection rev.
             * @member {number} rev
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.rev = 0;

            /**
             * Detection scenario.
             * @member {string} scenario
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.scenario = "";

            /**
             * Of the scenario's definition: another version is another rule.
             * @member {string} version
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.version = "";

            /**
             * Detection mode.
             * @member {weir.v1.Mode} mode
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.mode = 0;

            /**
             * Detection severity.
             * @member {string} severity
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.severity = "";

            /**
             * Detection key.
             * @member {Array.<weir.v1.KeyField.$Properties>} key
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.key = $util.emptyArray;

            /**
             * All times are event time, Unix ms.
             * @member {number} openedMs
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.openedMs = 0;

            /**
             * Detection firstSeenMs.
             * @member {number} firstSeenMs
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.firstSeenMs = 0;

            /**
             * Detection lastSeenMs.
             * @member {number} lastSeenMs
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.lastSeenMs = 0;

            /**
             * Events that count as evidence so far.
             * @member {number} events
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.events = 0;

            /**
             * Most events in one second of event time since it opened.
             * @member {number} peakPerSecond
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.peakPerSecond = 0;

            /**
             * Detection closed.
             * @member {boolean} closed
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.closed = false;

            /**
             * A page of another site can make a browser send this request: such evidence
             * earns a short ban only.
             * @member {boolean} forgeable
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.forgeable = false;

            /**
             * Up to 10 requests that show what was seen.
             * @member {Array.<weir.v1.Evidence.$Properties>} evidence
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.evidence = $util.emptyArray;

            /**
             * Detection shard.
             * @member {number} shard
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.shard = 0;

            /**
             * W3C trace context of the detect span; empty when tracing is off.
             * @member {string} traceparent
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.traceparent = "";

            /**
             * Detection stages.
             * @member {weir.v1.Stages.$Properties|null|undefined} stages
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.stages = null;

            /**
             * What the scenario itself wants done; unset where that is left to the policy.
             * @member {weir.v1.Remedy.$Properties|null|undefined} remedy
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.remedy = null;

            /**
             * Another severity when its scenario finds much at once; unset where there is none.
             * @member {weir.v1.Escalation.$Properties|null|undefined} escalation
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.escalation = null;

            /**
             * Of the scenario: attack, cwe, cve, behavior.
             * @member {Array.<weir.v1.Label.$Properties>} labels
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.labels = $util.emptyArray;

            /**
             * The request with which it opened.
             * @member {weir.v1.Occasion.$Properties|null|undefined} occasion
             * @memberof weir.v1.Detection
             * @instance
             */
            Detection.prototype.occasion = null;

            /**
             * Encodes the specified Detection message. Does not implicitly {@link weir.v1.Detection.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.Detection
             * @static
             * @param {weir.v1.Detection.$Properties} message Detection message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Detection.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.rev != null && $Object.hasOwnProperty.call(message, "rev") && message.rev !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.rev);
                if (message.scenario != null && $Object.hasOwnProperty.call(message, "scenario") && message.scenario !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.scenario);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.version);
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message.mode);
                if (message.severity != null && $Object.hasOwnProperty.call(message, "severity") && message.severity !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.severity);
                if (message.key != null && message.key.length)
                    for (let i = 0; i < message.key.length; ++i)
                        $root.weir.v1.KeyField.encode(message.key[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.openedMs != null && $Object.hasOwnProperty.call(message, "openedMs") && !$Object.is(message.openedMs, 0))
                    writer.uint32(/* id 8, wireType 1 =*/65).double(message.openedMs);
                if (message.firstSeenMs != null && $Object.hasOwnProperty.call(message, "firstSeenMs") && !$Object.is(message.firstSeenMs, 0))
                    writer.uint32(/* id 9, wireType 1 =*/73).double(message.firstSeenMs);
                if (message.lastSeenMs != null && $Object.hasOwnProperty.call(message, "lastSeenMs") && !$Object.is(message.lastSeenMs, 0))
                    writer.uint32(/* id 10, wireType 1 =*/81).double(message.lastSeenMs);
                if (message.events != null && $Object.hasOwnProperty.call(message, "events") && !$Object.is(message.events, 0))
                    writer.uint32(/* id 11, wireType 1 =*/89).double(message.events);
                if (message.peakPerSecond != null && $Object.hasOwnProperty.call(message, "peakPerSecond") && message.peakPerSecond !== 0)
                    writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.peakPerSecond);
                if (message.closed != null && $Object.hasOwnProperty.call(message, "closed") && message.closed !== false)
                    writer.uint32(/* id 13, wireType 0 =*/104).bool(message.closed);
                if (message.forgeable != null && $Object.hasOwnProperty.call(message, "forgeable") && message.forgeable !== false)
                    writer.uint32(/* id 14, wireType 0 =*/112).bool(message.forgeable);
                if (message.evidence != null && message.evidence.length)
                    for (let i = 0; i < message.evidence.length; ++i)
                        $root.weir.v1.Evidence.encode(message.evidence[i], writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                if (message.shard != null && $Object.hasOwnProperty.call(message, "shard") && message.shard !== 0)
                    writer.uint32(/* id 16, wireType 0 =*/128).uint32(message.shard);
                if (message.traceparent != null && $Object.hasOwnProperty.call(message, "traceparent") && message.traceparent !== "")
                    writer.uint32(/* id 17, wireType 2 =*/138).string(message.traceparent);
                if (message.stages != null && $Object.hasOwnProperty.call(message, "stages"))
                    $root.weir.v1.Stages.encode(message.stages, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                if (message.remedy != null && $Object.hasOwnProperty.call(message, "remedy"))
                    $root.weir.v1.Remedy.encode(message.remedy, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                if (message.escalation != null && $Object.hasOwnProperty.call(message, "escalation"))
                    $root.weir.v1.Escalation.encode(message.escalation, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                if (message.labels != null && message.labels.length)
                    for (let i = 0; i < message.labels.length; ++i)
                        $root.weir.v1.Label.encode(message.labels[i], writer.uint32(/* id 21, wireType 2 =*/170).fork(), _depth + 1).ldelim();
                if (message.occasion != null && $Object.hasOwnProperty.call(message, "occasion"))
                    $root.weir.v1.Occasion.encode(message.occasion, writer.uint32(/* id 22, wireType 2 =*/178).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Detection message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.Detection
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.Detection & weir.v1.Detection.$Shape} Detection
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Detection.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.Detection();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rev = value;
                            else
                                delete message.rev;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.scenario = value;
                            else
                                delete message.scenario;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.severity = value;
                            else
                                delete message.severity;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.key && message.key.length))
                                message.key = [];
                            message.key.push($root.weir.v1.KeyField.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 8: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.openedMs = value;
                            else
                                delete message.openedMs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.firstSeenMs = value;
                            else
                                delete message.firstSeenMs;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.lastSeenMs = value;
                            else
                                delete message.lastSeenMs;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.events = value;
                            else
                                delete message.events;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.peakPerSecond = value;
                            else
                                delete message.peakPerSecond;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.closed = value;
                            else
                                delete message.closed;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.forgeable = value;
                            else
                                delete message.forgeable;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            if (!(message.evidence && message.evidence.length))
                                message.evidence = [];
                            message.evidence.push($root.weir.v1.Evidence.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.shard = value;
                            else
                                delete message.shard;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.traceparent = value;
                            else
                                delete message.traceparent;
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.stages = $root.weir.v1.Stages.decode(reader, reader.size(), $undefined, _depth + 1, message.stages);
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            message.remedy = $root.weir.v1.Remedy.decode(reader, reader.size(), $undefined, _depth + 1, message.remedy);
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            message.escalation = $root.weir.v1.Escalation.decode(reader, reader.size(), $undefined, _depth + 1, message.escalation);
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            if (!(message.labels && message.labels.length))
                                message.labels = [];
                            message.labels.push($root.weir.v1.Label.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            message.occasion = $root.weir.v1.Occasion.decode(reader, reader.size(), $undefined, _depth + 1, message.occasion);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Detection;
        })();

        v1.Label = (function() {

            /**
             * Properties of a Label.
             * @typedef {Object} weir.v1.Label.$Properties
             * @property {string|null} [kind] Label kind
             * @property {Array.<string>|null} [values] Label values
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Label.
             * @memberof weir.v1
             * @interface ILabel
             * @augments weir.v1.Label.$Properties
             * @deprecated Use weir.v1.Label.$Properties instead.
             */

            /**
             * Shape of a Label.
             * @typedef {weir.v1.Label.$Properties} weir.v1.Label.$Shape
             */

            /**
             * Constructs a new Label.
             * @memberof weir.v1
             * @classdesc Represents a Label.
             * @constructor
             * @param {weir.v1.Label.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Label = function (properties) {
                this.values = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Label kind.
             * @member {string} kind
             * @memberof weir.v1.Label
             * @instance
             */
            Label.prototype.kind = "";

            /**
             * Label values.
             * @member {Array.<string>} values
             * @memberof weir.v1.Label
             * @instance
             */
            Label.prototype.values = $util.emptyArray;

            /**
             * Encodes the specified Label message. Does not implicitly {@link weir.v1.Label.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.Label
             * @static
             * @param {weir.v1.Label.$Properties} message Label message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Label.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.kind);
                if (message.values != null && message.values.length)
                    for (let i = 0; i < message.values.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.values[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Label message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.Label
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.Label & weir.v1.Label.$Shape} Label
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Label.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.Label();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.values && message.values.length))
                                message.values = [];
                            message.values.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Label;
        })();

        v1.Occasion = (function() {

            /**
             * Properties of an Occasion.
             * @typedef {Object} weir.v1.Occasion.$Properties
             * @property {string|null} [source] Name of the source that the line came from; empty for what was counted over all of them.
             * @property {string|null} [host] Occasion host
             * @property {string|null} [userAgent] Occasion userAgent
             * @property {boolean|null} [successful] The requests of the client's session had mostly been successful by then.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Occasion.
             * @memberof weir.v1
             * @interface IOccasion
             * @augments weir.v1.Occasion.$Properties
             * @deprecated Use weir.v1.Occasion.$Properties instead.
             */

            /**
             * Shape of an Occasion.
             * @typedef {weir.v1.Occasion.$Properties} weir.v1.Occasion.$Shape
             */

            /**
             * Constructs a new Occasion.
             * @memberof weir.v1
             * @classdesc What policies can ask of a request. Cut as everything that clients choose.
             * @constructor
             * @param {weir.v1.Occasion.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Occasion = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Name of the source that the line came from; empty for what was counted over all of them.
             * @member {string} source
             * @memberof weir.v1.Occasion
             * @instance
             */
            Occasion.prototype.source = "";

            /**
             * Occasion host.
             * @member {string} host
             * @memberof weir.v1.Occasion
             * @instance
             */
            Occasion.prototype.host = "";

            /**
             * Occasion userAgent.
             * @member {string} userAgent
             * @memberof weir.v1.Occasion
             * @instance
             */
            Occasion.prototype.userAgent = "";

            /**
             * The requests of the client's session had mostly been successful by then.
             * @member {boolean} successful
             * @memberof weir.v1.Occasion
             * @instance
             */
            Occasion.prototype.successful = false;

            /**
             * Encodes the specified Occasion message. Does not implicitly {@link weir.v1.Occasion.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.Occasion
             * @static
             * @param {weir.v1.Occasion.$Properties} message Occasion message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Occasion.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.source != null && $Object.hasOwnProperty.call(message, "source") && message.source !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.source);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.host);
                if (message.userAgent != null && $Object.hasOwnProperty.call(message, "userAgent") && message.userAgent !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.userAgent);
                if (message.successful != null && $Object.hasOwnProperty.call(message, "successful") && message.successful !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.successful);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Occasion message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.Occasion
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.Occasion & weir.v1.Occasion.$Shape} Occasion
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Occasion.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.Occasion();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.source = value;
                            else
                                delete message.source;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.userAgent = value;
                            else
                                delete message.userAgent;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.successful = value;
                            else
                                delete message.successful;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Occasion;
        })();

        v1.Escalation = (function() {

            /**
             * Properties of an Escalation.
             * @typedef {Object} weir.v1.Escalation.$Properties
             * @property {string|null} [severity] Escalation severity
             * @property {number|null} [over] When detections of the scenario about more than so many open within so long
             * of each other, ms of event time.
             * @property {number|null} [withinMs] Escalation withinMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Escalation.
             * @memberof weir.v1
             * @interface IEscalation
             * @augments weir.v1.Escalation.$Properties
             * @deprecated Use weir.v1.Escalation.$Properties instead.
             */

            /**
             * Shape of an Escalation.
             * @typedef {weir.v1.Escalation.$Properties} weir.v1.Escalation.$Shape
             */

            /**
             * Constructs a new Escalation.
             * @memberof weir.v1
             * @classdesc Represents an Escalation.
             * @constructor
             * @param {weir.v1.Escalation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Escalation = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Escalation severity.
             * @member {string} severity
             * @memberof weir.v1.Escalation
             * @instance
             */
            Escalation.prototype.severity = "";

            /**
             * When detections of the scenario about more than so many open within so long
             * of each other, ms of event time.
             * @member {number} over
             * @memberof weir.v1.Escalation
             * @instance
             */
            Escalation.prototype.over = 0;

            /**
             * Escalation withinMs.
             * @member {number} withinMs
             * @memberof weir.v1.Escalation
             * @instance
             */
            Escalation.prototype.withinMs = 0;

            /**
             * Encodes the specified Escalation message. Does not implicitly {@link weir.v1.Escalation.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.Escalation
             * @static
             * @param {weir.v1.Escalation.$Properties} message Escalation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Escalation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.severity != null && $Object.hasOwnProperty.call(message, "severity") && message.severity !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.severity);
                if (message.over != null && $Object.hasOwnProperty.call(message, "over") && message.over !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.over);
                if (message.withinMs != null && $Object.hasOwnProperty.call(message, "withinMs") && !$Object.is(message.withinMs, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.withinMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Escalation message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.Escalation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.Escalation & weir.v1.Escalation.$Shape} Escalation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Escalation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.Escalation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.severity = value;
                            else
                                delete message.severity;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.over = value;
                            else
                                delete message.over;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.withinMs = value;
                            else
                                delete message.withinMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Escalation;
        })();

        v1.Remedy = (function() {

            /**
             * Properties of a Remedy.
             * @typedef {Object} weir.v1.Remedy.$Properties
             * @property {number|null} [statusCode] HTTP status to answer with.
             * @property {number|null} [untilMs] Unix ms; 0 for as long as the policy says.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Remedy.
             * @memberof weir.v1
             * @interface IRemedy
             * @augments weir.v1.Remedy.$Properties
             * @deprecated Use weir.v1.Remedy.$Properties instead.
             */

            /**
             * Shape of a Remedy.
             * @typedef {weir.v1.Remedy.$Properties} weir.v1.Remedy.$Shape
             */

            /**
             * Constructs a new Remedy.
             * @memberof weir.v1
             * @classdesc Represents a Remedy.
             * @constructor
             * @param {weir.v1.Remedy.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Remedy = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HTTP status to answer with.
             * @member {number} statusCode
             * @memberof weir.v1.Remedy
             * @instance
             */
            Remedy.prototype.statusCode = 0;

            /**
             * Unix ms; 0 for as long as the policy says.
             * @member {number} untilMs
             * @memberof weir.v1.Remedy
             * @instance
             */
            Remedy.prototype.untilMs = 0;

            /**
             * Encodes the specified Remedy message. Does not implicitly {@link weir.v1.Remedy.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.Remedy
             * @static
             * @param {weir.v1.Remedy.$Properties} message Remedy message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Remedy.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.statusCode != null && $Object.hasOwnProperty.call(message, "statusCode") && message.statusCode !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.statusCode);
                if (message.untilMs != null && $Object.hasOwnProperty.call(message, "untilMs") && !$Object.is(message.untilMs, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.untilMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Remedy message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.Remedy
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.Remedy & weir.v1.Remedy.$Shape} Remedy
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Remedy.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.Remedy();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.statusCode = value;
                            else
                                delete message.statusCode;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.untilMs = value;
                            else
                                delete message.untilMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Remedy;
        })();

        v1.KeyField = (function() {

            /**
             * Properties of a KeyField.
             * @typedef {Object} weir.v1.KeyField.$Properties
             * @property {string|null} [field] Name of the field, such as client.ip or host.
             * @property {string|null} [value] KeyField value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a KeyField.
             * @memberof weir.v1
             * @interface IKeyField
             * @augments weir.v1.KeyField.$Properties
             * @deprecated Use weir.v1.KeyField.$Properties instead.
             */

            /**
             * Shape of a KeyField.
             * @typedef {weir.v1.KeyField.$Properties} weir.v1.KeyField.$Shape
             */

            /**
             * Constructs a new KeyField.
             * @memberof weir.v1
             * @classdesc Represents a KeyField.
             * @constructor
             * @param {weir.v1.KeyField.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const KeyField = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Name of the field, such as client.ip or host.
             * @member {string} field
             * @memberof weir.v1.KeyField
             * @instance
             */
            KeyField.prototype.field = "";

            /**
             * KeyField value.
             * @member {string} value
             * @memberof weir.v1.KeyField
             * @instance
             */
            KeyField.prototype.value = "";

            /**
             * Encodes the specified KeyField message. Does not implicitly {@link weir.v1.KeyField.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.KeyField
             * @static
             * @param {weir.v1.KeyField.$Properties} message KeyField message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            KeyField.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.field != null && $Object.hasOwnProperty.call(message, "field") && message.field !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.field);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a KeyField message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.KeyField
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.KeyField & weir.v1.KeyField.$Shape} KeyField
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            KeyField.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.KeyField();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.field = value;
                            else
                                delete message.field;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return KeyField;
        })();

        v1.Evidence = (function() {

            /**
             * Properties of an Evidence.
             * @typedef {Object} weir.v1.Evidence.$Properties
             * @property {number|null} [shard] Evidence shard
             * @property {number|null} [sequence] Sequence in the shard's stream.
             * @property {number|null} [row] Evidence row
             * @property {number|null} [timeMs] Evidence timeMs
             * @property {string|null} [summary] Method, path and status, cut and with control characters escaped.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Evidence.
             * @memberof weir.v1
             * @interface IEvidence
             * @augments weir.v1.Evidence.$Properties
             * @deprecated Use weir.v1.Evidence.$Properties instead.
             */

            /**
             * Shape of an Evidence.
             * @typedef {weir.v1.Evidence.$Properties} weir.v1.Evidence.$Shape
             */

            /**
             * Constructs a new Evidence.
             * @memberof weir.v1
             * @classdesc A request, by where it is stored and in short.
             * @constructor
             * @param {weir.v1.Evidence.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Evidence = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Evidence shard.
             * @member {number} shard
             * @memberof weir.v1.Evidence
             * @instance
             */
            Evidence.prototype.shard = 0;

            /**
             * Sequence in the shard's stream.
             * @member {number} sequence
             * @memberof weir.v1.Evidence
             * @instance
             */
            Evidence.prototype.sequence = 0;

            /**
             * Evidence row.
             * @member {number} row
             * @memberof weir.v1.Evidence
             * @instance
             */
            Evidence.prototype.row = 0;

            /**
             * Evidence timeMs.
             * @member {number} timeMs
             * @memberof weir.v1.Evidence
             * @instance
             */
            Evidence.prototype.timeMs = 0;

            /**
             * Method, path and status, cut and with control characters escaped.
             * @member {string} summary
             * @memberof weir.v1.Evidence
             * @instance
             */
            Evidence.prototype.summary = "";

            /**
             * Encodes the specified Evidence message. Does not implicitly {@link weir.v1.Evidence.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.Evidence
             * @static
             * @param {weir.v1.Evidence.$Properties} message Evidence message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Evidence.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.shard != null && $Object.hasOwnProperty.call(message, "shard") && message.shard !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.shard);
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && !$Object.is(message.sequence, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.sequence);
                if (message.row != null && $Object.hasOwnProperty.call(message, "row") && message.row !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.row);
                if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && !$Object.is(message.timeMs, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.timeMs);
                if (message.summary != null && $Object.hasOwnProperty.call(message, "summary") && message.summary !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.summary);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Evidence message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.Evidence
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.Evidence & weir.v1.Evidence.$Shape} Evidence
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Evidence.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.Evidence();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.shard = value;
                            else
                                delete message.shard;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.row = value;
                            else
                                delete message.row;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.timeMs = value;
                            else
                                delete message.timeMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.summary = value;
                            else
                                delete message.summary;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Evidence;
        })();

        v1.Stages = (function() {

            /**
             * Properties of a Stages.
             * @typedef {Object} weir.v1.Stages.$Properties
             * @property {number|null} [eventMs] Stages eventMs
             * @property {number|null} [ingestedMs] Stages ingestedMs
             * @property {number|null} [publishedMs] Stages publishedMs
             * @property {number|null} [storedMs] Stages storedMs
             * @property {number|null} [detectedMs] Stages detectedMs
             * @property {number|null} [decidedMs] Stages decidedMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Stages.
             * @memberof weir.v1
             * @interface IStages
             * @augments weir.v1.Stages.$Properties
             * @deprecated Use weir.v1.Stages.$Properties instead.
             */

            /**
             * Shape of a Stages.
             * @typedef {weir.v1.Stages.$Properties} weir.v1.Stages.$Shape
             */

            /**
             * Constructs a new Stages.
             * @memberof weir.v1
             * @classdesc When the evidence that published this revision passed each stage, Unix ms of
             * the host that did it. 0 when it has not yet.
             * @constructor
             * @param {weir.v1.Stages.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Stages = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Stages eventMs.
             * @member {number} eventMs
             * @memberof weir.v1.Stages
             * @instance
             */
            Stages.prototype.eventMs = 0;

            /**
             * Stages ingestedMs.
             * @member {number} ingestedMs
             * @memberof weir.v1.Stages
             * @instance
             */
            Stages.prototype.ingestedMs = 0;

            /**
             * Stages publishedMs.
             * @member {number} publishedMs
             * @memberof weir.v1.Stages
             * @instance
             */
            Stages.prototype.publishedMs = 0;

            /**
             * Stages storedMs.
             * @member {number} storedMs
             * @memberof weir.v1.Stages
             * @instance
             */
            Stages.prototype.storedMs = 0;

            /**
             * Stages detectedMs.
             * @member {number} detectedMs
             * @memberof weir.v1.Stages
             * @instance
             */
            Stages.prototype.detectedMs = 0;

            /**
             * Stages decidedMs.
             * @member {number} decidedMs
             * @memberof weir.v1.Stages
             * @instance
             */
            Stages.prototype.decidedMs = 0;

            /**
             * Encodes the specified Stages message. Does not implicitly {@link weir.v1.Stages.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.Stages
             * @static
             * @param {weir.v1.Stages.$Properties} message Stages message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Stages.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.eventMs != null && $Object.hasOwnProperty.call(message, "eventMs") && !$Object.is(message.eventMs, 0))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.eventMs);
                if (message.ingestedMs != null && $Object.hasOwnProperty.call(message, "ingestedMs") && !$Object.is(message.ingestedMs, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.ingestedMs);
                if (message.publishedMs != null && $Object.hasOwnProperty.call(message, "publishedMs") && !$Object.is(message.publishedMs, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.publishedMs);
                if (message.storedMs != null && $Object.hasOwnProperty.call(message, "storedMs") && !$Object.is(message.storedMs, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.storedMs);
                if (message.detectedMs != null && $Object.hasOwnProperty.call(message, "detectedMs") && !$Object.is(message.detectedMs, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.detectedMs);
                if (message.decidedMs != null && $Object.hasOwnProperty.call(message, "decidedMs") && !$Object.is(message.decidedMs, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.decidedMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Stages message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.Stages
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.Stages & weir.v1.Stages.$Shape} Stages
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Stages.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.Stages();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.eventMs = value;
                            else
                                delete message.eventMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.ingestedMs = value;
                            else
                                delete message.ingestedMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.publishedMs = value;
                            else
                                delete message.publishedMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.storedMs = value;
                            else
                                delete message.storedMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.detectedMs = value;
                            else
                                delete message.detectedMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.decidedMs = value;
                            else
                                delete message.decidedMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Stages;
        })();

        v1.ListDecisionsRequest = (function() {

            /**
             * Properties of a ListDecisionsRequest.
             * @typedef {Object} weir.v1.ListDecisionsRequest.$Properties
             * @property {weir.v1.Scope|null} [scope] Any scope when unspecified.
             * @property {string|null} [value] Any value when empty. An address also finds the prefixes that cover it.
             * @property {boolean|null} [all] With it, entries that are lifted, expired, withheld or in shadow mode too.
             * @property {number|null} [limit] At most so many, newest first; 0 and more than 1,000 are 1,000. Export tells more.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListDecisionsRequest.
             * @memberof weir.v1
             * @interface IListDecisionsRequest
             * @augments weir.v1.ListDecisionsRequest.$Properties
             * @deprecated Use weir.v1.ListDecisionsRequest.$Properties instead.
             */

            /**
             * Shape of a ListDecisionsRequest.
             * @typedef {weir.v1.ListDecisionsRequest.$Properties} weir.v1.ListDecisionsRequest.$Shape
             */

            /**
             * Constructs a new ListDecisionsRequest.
             * @memberof weir.v1
             * @classdesc Represents a ListDecisionsRequest.
             * @constructor
             * @param {weir.v1.ListDecisionsRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListDecisionsRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Any scope when unspecified.
             * @member {weir.v1.Scope} scope
             * @memberof weir.v1.ListDecisionsRequest
             * @instance
             */
            ListDecisionsRequest.prototype.scope = 0;

            /**
             * Any value when empty. An address also finds the prefixes that cover it.
             * @member {string} value
             * @memberof weir.v1.ListDecisionsRequest
             * @instance
             */
            ListDecisionsRequest.prototype.value = "";

            /**
             * With it, entries that are lifted, expired, withheld or in shadow mode too.
             * @member {boolean} all
             * @memberof weir.v1.ListDecisionsRequest
             * @instance
             */
            ListDecisionsRequest.prototype.all = false;

            /**
             * At most so many, newest first; 0 and more than 1,000 are 1,000. Export tells more.
             * @member {number} limit
             * @memberof weir.v1.ListDecisionsRequest
             * @instance
             */
            ListDecisionsRequest.prototype.limit = 0;

            /**
             * Encodes the specified ListDecisionsRequest message. Does not implicitly {@link weir.v1.ListDecisionsRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ListDecisionsRequest
             * @static
             * @param {weir.v1.ListDecisionsRequest.$Properties} message ListDecisionsRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListDecisionsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.scope);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.value);
                if (message.all != null && $Object.hasOwnProperty.call(message, "all") && message.all !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.all);
                if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.limit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ListDecisionsRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ListDecisionsRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ListDecisionsRequest & weir.v1.ListDecisionsRequest.$Shape} ListDecisionsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListDecisionsRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ListDecisionsRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.scope = value;
                            else
                                delete message.scope;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.all = value;
                            else
                                delete message.all;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.limit = value;
                            else
                                delete message.limit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListDecisionsRequest;
        })();

        v1.ListDecisionsReply = (function() {

            /**
             * Properties of a ListDecisionsReply.
             * @typedef {Object} weir.v1.ListDecisionsReply.$Properties
             * @property {Array.<weir.v1.Decision.$Properties>|null} [decisions] ListDecisionsReply decisions
             * @property {number|null} [total] How many there are without the limit.
             * @property {Array.<weir.v1.EnforcerState.$Properties>|null} [enforcers] Enforcers that reported, and what they have applied.
             * @property {weir.v1.LedgerToken.$Properties|null} [token] ListDecisionsReply token
             * @property {Array.<weir.v1.AppliedDecision.$Properties>|null} [applied] Of the listed decisions those that enforcers have lately reported as applied, once for each enforcer.
             * @property {Array.<weir.v1.DecisionHits.$Properties>|null} [hits] Of the listed decisions those that have refused requests, over all enforcers.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListDecisionsReply.
             * @memberof weir.v1
             * @interface IListDecisionsReply
             * @augments weir.v1.ListDecisionsReply.$Properties
             * @deprecated Use weir.v1.ListDecisionsReply.$Properties instead.
             */

            /**
             * Shape of a ListDecisionsReply.
             * @typedef {weir.v1.ListDecisionsReply.$Properties} weir.v1.ListDecisionsReply.$Shape
             */

            /**
             * Constructs a new ListDecisionsReply.
             * @memberof weir.v1
             * @classdesc Represents a ListDecisionsReply.
             * @constructor
             * @param {weir.v1.ListDecisionsReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListDecisionsReply = function (properties) {
                this.decisions = [];
                this.enforcers = [];
                this.applied = [];
                this.hits = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ListDecisionsReply decisions.
             * @member {Array.<weir.v1.Decision.$Properties>} decisions
             * @memberof weir.v1.ListDecisionsReply
             * @instance
             */
            ListDecisionsReply.prototype.decisions = $util.emptyArray;

            /**
             * How many there are without the limit.
             * @member {number} total
             * @memberof weir.v1.ListDecisionsReply
             * @instance
             */
            ListDecisionsReply.prototype.total = 0;

            /**
             * Enforcers that reported, and what they have applied.
             * @member {Array.<weir.v1.EnforcerState.$Properties>} enforcers
             * @memberof weir.v1.ListDecisionsReply
             * @instance
             */
            ListDecisionsReply.prototype.enforcers = $util.emptyArray;

            /**
             * ListDecisionsReply token.
             * @member {weir.v1.LedgerToken.$Properties|null|undefined} token
             * @memberof weir.v1.ListDecisionsReply
             * @instance
             */
            ListDecisionsReply.prototype.token = null;

            /**
             * Of the listed decisions those that enforcers have lately reported as applied, once for each enforcer.
             * @member {Array.<weir.v1.AppliedDecision.$Properties>} applied
             * @memberof weir.v1.ListDecisionsReply
             * @instance
             */
            ListDecisionsReply.prototype.applied = $util.emptyArray;

            /**
             * Of the listed decisions those that have refused requests, over all enforcers.
             * @member {Array.<weir.v1.DecisionHits.$Properties>} hits
             * @memberof weir.v1.ListDecisionsReply
             * @instance
             */
            ListDecisionsReply.prototype.hits = $util.emptyArray;

            /**
             * Encodes the specified ListDecisionsReply message. Does not implicitly {@link weir.v1.ListDecisionsReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ListDecisionsReply
             * @static
             * @param {weir.v1.ListDecisionsReply.$Properties} message ListDecisionsReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListDecisionsReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.decisions != null && message.decisions.length)
                    for (let i = 0; i < message.decisions.length; ++i)
                        $root.weir.v1.Decision.encode(message.decisions[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.total != null && $Object.hasOwnProperty.call(message, "total") && message.total !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.total);
                if (message.enforcers != null && message.enforcers.length)
                    for (let i = 0; i < message.enforcers.length; ++i)
                        $root.weir.v1.EnforcerState.encode(message.enforcers[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.token != null && $Object.hasOwnProperty.call(message, "token"))
                    $root.weir.v1.LedgerToken.encode(message.token, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.applied != null && message.applied.length)
                    for (let i = 0; i < message.applied.length; ++i)
                        $root.weir.v1.AppliedDecision.encode(message.applied[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.hits != null && message.hits.length)
                    for (let i = 0; i < message.hits.length; ++i)
                        $root.weir.v1.DecisionHits.encode(message.hits[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ListDecisionsReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ListDecisionsReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ListDecisionsReply & weir.v1.ListDecisionsReply.$Shape} ListDecisionsReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListDecisionsReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ListDecisionsReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.decisions && message.decisions.length))
                                message.decisions = [];
                            message.decisions.push($root.weir.v1.Decision.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.total = value;
                            else
                                delete message.total;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.enforcers && message.enforcers.length))
                                message.enforcers = [];
                            message.enforcers.push($root.weir.v1.EnforcerState.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.token = $root.weir.v1.LedgerToken.decode(reader, reader.size(), $undefined, _depth + 1, message.token);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.applied && message.applied.length))
                                message.applied = [];
                            message.applied.push($root.weir.v1.AppliedDecision.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.hits && message.hits.length))
                                message.hits = [];
                            message.hits.push($root.weir.v1.DecisionHits.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ListDecisionsReply;
        })();

        v1.ExportRequest = (function() {

            /**
             * Properties of an ExportRequest.
             * @typedef {Object} weir.v1.ExportRequest.$Properties
             * @property {boolean|null} [all] With it, entries that are lifted, expired, withheld or in shadow mode too.
             * @property {weir.v1.Remediation|null} [remediation] Any when unspecified.
             * @property {weir.v1.Scope|null} [scope] As in ListDecisionsRequest.
             * @property {string|null} [value] ExportRequest value
             * @property {number|null} [limit] The newest so many, in this order; 0 for all, in none.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExportRequest.
             * @memberof weir.v1
             * @interface IExportRequest
             * @augments weir.v1.ExportRequest.$Properties
             * @deprecated Use weir.v1.ExportRequest.$Properties instead.
             */

            /**
             * Shape of an ExportRequest.
             * @typedef {weir.v1.ExportRequest.$Properties} weir.v1.ExportRequest.$Shape
             */

            /**
             * Constructs a new ExportRequest.
             * @memberof weir.v1
             * @classdesc Represents an ExportRequest.
             * @constructor
             * @param {weir.v1.ExportRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExportRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * With it, entries that are lifted, expired, withheld or in shadow mode too.
             * @member {boolean} all
             * @memberof weir.v1.ExportRequest
             * @instance
             */
            ExportRequest.prototype.all = false;

            /**
             * Any when unspecified.
             * @member {weir.v1.Remediation} remediation
             * @memberof weir.v1.ExportRequest
             * @instance
             */
            ExportRequest.prototype.remediation = 0;

            /**
             * As in ListDecisionsRequest.
             * @member {weir.v1.Scope} scope
             * @memberof weir.v1.ExportRequest
             * @instance
             */
            ExportRequest.prototype.scope = 0;

            /**
             * ExportRequest value.
             * @member {string} value
             * @memberof weir.v1.ExportRequest
             * @instance
             */
            ExportRequest.prototype.value = "";

            /**
             * The newest so many, in this order; 0 for all, in none.
             * @member {number} limit
             * @memberof weir.v1.ExportRequest
             * @instance
             */
            ExportRequest.prototype.limit = 0;

            /**
             * Encodes the specified ExportRequest message. Does not implicitly {@link weir.v1.ExportRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ExportRequest
             * @static
             * @param {weir.v1.ExportRequest.$Properties} message ExportRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExportRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.all != null && $Object.hasOwnProperty.call(message, "all") && message.all !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.all);
                if (message.remediation != null && $Object.hasOwnProperty.call(message, "remediation") && message.remediation !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.remediation);
                if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.scope);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.value);
                if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.limit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExportRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ExportRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ExportRequest & weir.v1.ExportRequest.$Shape} ExportRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExportRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ExportRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.all = value;
                            else
                                delete message.all;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.remediation = value;
                            else
                                delete message.remediation;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.scope = value;
                            else
                                delete message.scope;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.limit = value;
                            else
                                delete message.limit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ExportRequest;
        })();

        v1.ExportReply = (function() {

            /**
             * Properties of an ExportReply.
             * @typedef {Object} weir.v1.ExportReply.$Properties
             * @property {Array.<weir.v1.Decision.$Properties>|null} [decisions] ExportReply decisions
             * @property {Array.<weir.v1.AppliedDecision.$Properties>|null} [applied] Of these decisions, as in ListDecisionsReply.
             * @property {Array.<weir.v1.DecisionHits.$Properties>|null} [hits] ExportReply hits
             * @property {number|null} [total] With a limit: how many there are without it.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExportReply.
             * @memberof weir.v1
             * @interface IExportReply
             * @augments weir.v1.ExportReply.$Properties
             * @deprecated Use weir.v1.ExportReply.$Properties instead.
             */

            /**
             * Shape of an ExportReply.
             * @typedef {weir.v1.ExportReply.$Properties} weir.v1.ExportReply.$Shape
             */

            /**
             * Constructs a new ExportReply.
             * @memberof weir.v1
             * @classdesc Represents an ExportReply.
             * @constructor
             * @param {weir.v1.ExportReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExportReply = function (properties) {
                this.decisions = [];
                this.applied = [];
                this.hits = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExportReply decisions.
             * @member {Array.<weir.v1.Decision.$Properties>} decisions
             * @memberof weir.v1.ExportReply
             * @instance
             */
            ExportReply.prototype.decisions = $util.emptyArray;

            /**
             * Of these decisions, as in ListDecisionsReply.
             * @member {Array.<weir.v1.AppliedDecision.$Properties>} applied
             * @memberof weir.v1.ExportReply
             * @instance
             */
            ExportReply.prototype.applied = $util.emptyArray;

            /**
             * ExportReply hits.
             * @member {Array.<weir.v1.DecisionHits.$Properties>} hits
             * @memberof weir.v1.ExportReply
             * @instance
             */
            ExportReply.prototype.hits = $util.emptyArray;

            /**
             * With a limit: how many there are without it.
             * @member {number} total
             * @memberof weir.v1.ExportReply
             * @instance
             */
            ExportReply.prototype.total = 0;

            /**
             * Encodes the specified ExportReply message. Does not implicitly {@link weir.v1.ExportReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ExportReply
             * @static
             * @param {weir.v1.ExportReply.$Properties} message ExportReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExportReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.decisions != null && message.decisions.length)
                    for (let i = 0; i < message.decisions.length; ++i)
                        $root.weir.v1.Decision.encode(message.decisions[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.applied != null && message.applied.length)
                    for (let i = 0; i < message.applied.length; ++i)
                        $root.weir.v1.AppliedDecision.encode(message.applied[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.hits != null && message.hits.length)
                    for (let i = 0; i < message.hits.length; ++i)
                        $root.weir.v1.DecisionHits.encode(message.hits[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.total != null && $Object.hasOwnProperty.call(message, "total") && message.total !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.total);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExportReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ExportReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ExportReply & weir.v1.ExportReply.$Shape} ExportReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExportReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ExportReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.decisions && message.decisions.length))
                                message.decisions = [];
                            message.decisions.push($root.weir.v1.Decision.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.applied && message.applied.length))
                                message.applied = [];
                            message.applied.push($root.weir.v1.AppliedDecision.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.hits && message.hits.length))
                                message.hits = [];
                            message.hits.push($root.weir.v1.DecisionHits.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.total = value;
                            else
                                delete message.total;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ExportReply;
        })();

        v1.AddDecisionRequest = (function() {

            /**
             * Properties of an AddDecisionRequest.
             * @typedef {Object} weir.v1.AddDecisionRequest.$Properties
             * @property {weir.v1.Scope|null} [scope] AddDecisionRequest scope
             * @property {string|null} [value] AddDecisionRequest value
             * @property {weir.v1.Remediation|null} [remediation] AddDecisionRequest remediation
             * @property {number|null} [statusCode] 0 = 403.
             * @property {number|null} [durationMs] From now; infinity is for ever.
             * @property {string|null} [reason] AddDecisionRequest reason
             * @property {string|null} [author] AddDecisionRequest author
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AddDecisionRequest.
             * @memberof weir.v1
             * @interface IAddDecisionRequest
             * @augments weir.v1.AddDecisionRequest.$Properties
             * @deprecated Use weir.v1.AddDecisionRequest.$Properties instead.
             */

            /**
             * Shape of an AddDecisionRequest.
             * @typedef {weir.v1.AddDecisionRequest.$Properties} weir.v1.AddDecisionRequest.$Shape
             */

            /**
             * Constructs a new AddDecisionRequest.
             * @memberof weir.v1
             * @classdesc Represents an AddDecisionRequest.
             * @constructor
             * @param {weir.v1.AddDecisionRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AddDecisionRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AddDecisionRequest scope.
             * @member {weir.v1.Scope} scope
             * @memberof weir.v1.AddDecisionRequest
             * @instance
             */
            AddDecisionRequest.prototype.scope = 0;

            /**
             * AddDecisionRequest value.
             * @member {string} value
             * @memberof weir.v1.AddDecisionRequest
             * @instance
             */
            AddDecisionRequest.prototype.value = "";

            /**
             * AddDecisionRequest remediation.
             * @member {weir.v1.Remediation} remediation
             * @memberof weir.v1.AddDecisionRequest
             * @instance
             */
            AddDecisionRequest.prototype.remediation = 0;

            /**
             * 0 = 403.
             * @member {number} statusCode
             * @memberof weir.v1.AddDecisionRequest
             * @instance
             */
            AddDecisionRequest.prototype.statusCode = 0;

            /**
             * From now; infinity is for ever.
             * @member {number} durationMs
             * @memberof weir.v1.AddDecisionRequest
             * @instance
             */
            AddDecisionRequest.prototype.durationMs = 0;

            /**
             * AddDecisionRequest reason.
             * @member {string} reason
             * @memberof weir.v1.AddDecisionRequest
             * @instance
             */
            AddDecisionRequest.prototype.reason = "";

            /**
             * AddDecisionRequest author.
             * @member {string} author
             * @memberof weir.v1.AddDecisionRequest
             * @instance
             */
            AddDecisionRequest.prototype.author = "";

            /**
             * Encodes the specified AddDecisionRequest message. Does not implicitly {@link weir.v1.AddDecisionRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.AddDecisionRequest
             * @static
             * @param {weir.v1.AddDecisionRequest.$Properties} message AddDecisionRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AddDecisionRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.scope);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.value);
                if (message.remediation != null && $Object.hasOwnProperty.call(message, "remediation") && message.remediation !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.remediation);
                if (message.statusCode != null && $Object.hasOwnProperty.call(message, "statusCode") && message.statusCode !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.statusCode);
                if (message.durationMs != null && $Object.hasOwnProperty.call(message, "durationMs") && !$Object.is(message.durationMs, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.durationMs);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.reason);
                if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.author);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AddDecisionRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.AddDecisionRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.AddDecisionRequest & weir.v1.AddDecisionRequest.$Shape} AddDecisionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AddDecisionRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.AddDecisionRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.scope = value;
                            else
                                delete message.scope;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.remediation = value;
                            else
                                delete message.remediation;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.statusCode = value;
                            else
                                delete message.statusCode;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.durationMs = value;
                            else
                                delete message.durationMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.author = value;
                            else
                                delete message.author;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AddDecisionRequest;
        })();

        v1.AddDecisionReply = (function() {

            /**
             * Properties of an AddDecisionReply.
             * @typedef {Object} weir.v1.AddDecisionReply.$Properties
             * @property {weir.v1.Decision.$Properties|null} [decision] AddDecisionReply decision
             * @property {number|null} [lifted] Blocks that an allow entry covers, and that were taken back.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AddDecisionReply.
             * @memberof weir.v1
             * @interface IAddDecisionReply
             * @augments weir.v1.AddDecisionReply.$Properties
             * @deprecated Use weir.v1.AddDecisionReply.$Properties instead.
             */

            /**
             * Shape of an AddDecisionReply.
             * @typedef {weir.v1.AddDecisionReply.$Properties} weir.v1.AddDecisionReply.$Shape
             */

            /**
             * Constructs a new AddDecisionReply.
             * @memberof weir.v1
             * @classdesc Represents an AddDecisionReply.
             * @constructor
             * @param {weir.v1.AddDecisionReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AddDecisionReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AddDecisionReply decision.
             * @member {weir.v1.Decision.$Properties|null|undefined} decision
             * @memberof weir.v1.AddDecisionReply
             * @instance
             */
            AddDecisionReply.prototype.decision = null;

            /**
             * Blocks that an allow entry covers, and that were taken back.
             * @member {number} lifted
             * @memberof weir.v1.AddDecisionReply
             * @instance
             */
            AddDecisionReply.prototype.lifted = 0;

            /**
             * Encodes the specified AddDecisionReply message. Does not implicitly {@link weir.v1.AddDecisionReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.AddDecisionReply
             * @static
             * @param {weir.v1.AddDecisionReply.$Properties} message AddDecisionReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AddDecisionReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.decision != null && $Object.hasOwnProperty.call(message, "decision"))
                    $root.weir.v1.Decision.encode(message.decision, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.lifted != null && $Object.hasOwnProperty.call(message, "lifted") && message.lifted !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.lifted);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AddDecisionReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.AddDecisionReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.AddDecisionReply & weir.v1.AddDecisionReply.$Shape} AddDecisionReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AddDecisionReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.AddDecisionReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.decision = $root.weir.v1.Decision.decode(reader, reader.size(), $undefined, _depth + 1, message.decision);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.lifted = value;
                            else
                                delete message.lifted;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AddDecisionReply;
        })();

        v1.ExtendDecisionRequest = (function() {

            /**
             * Properties of an ExtendDecisionRequest.
             * @typedef {Object} weir.v1.ExtendDecisionRequest.$Properties
             * @property {weir.v1.Scope|null} [scope] ExtendDecisionRequest scope
             * @property {string|null} [value] ExtendDecisionRequest value
             * @property {weir.v1.Remediation|null} [remediation] Allow for an allow entry; else the entry that blocks.
             * @property {number|null} [durationMs] From now. An end that is later already stays.
             * @property {string|null} [reason] ExtendDecisionRequest reason
             * @property {string|null} [author] ExtendDecisionRequest author
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExtendDecisionRequest.
             * @memberof weir.v1
             * @interface IExtendDecisionRequest
             * @augments weir.v1.ExtendDecisionRequest.$Properties
             * @deprecated Use weir.v1.ExtendDecisionRequest.$Properties instead.
             */

            /**
             * Shape of an ExtendDecisionRequest.
             * @typedef {weir.v1.ExtendDecisionRequest.$Properties} weir.v1.ExtendDecisionRequest.$Shape
             */

            /**
             * Constructs a new ExtendDecisionRequest.
             * @memberof weir.v1
             * @classdesc Represents an ExtendDecisionRequest.
             * @constructor
             * @param {weir.v1.ExtendDecisionRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExtendDecisionRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExtendDecisionRequest scope.
             * @member {weir.v1.Scope} scope
             * @memberof weir.v1.ExtendDecisionRequest
             * @instance
             */
            ExtendDecisionRequest.prototype.scope = 0;

            /**
             * ExtendDecisionRequest value.
             * @member {string} value
             * @memberof weir.v1.ExtendDecisionRequest
             * @instance
             */
            ExtendDecisionRequest.prototype.value = "";

            /**
             * Allow for an allow entry; else the entry that blocks.
             * @member {weir.v1.Remediation} remediation
             * @memberof weir.v1.ExtendDecisionRequest
             * @instance
             */
            ExtendDecisionRequest.prototype.remediation = 0;

            /**
             * From now. An end that is later already stays.
             * @member {number} durationMs
             * @memberof weir.v1.ExtendDecisionRequest
             * @instance
             */
            ExtendDecisionRequest.prototype.durationMs = 0;

            /**
             * ExtendDecisionRequest reason.
             * @member {string} reason
             * @memberof weir.v1.ExtendDecisionRequest
             * @instance
             */
            ExtendDecisionRequest.prototype.reason = "";

            /**
             * ExtendDecisionRequest author.
             * @member {string} author
             * @memberof weir.v1.ExtendDecisionRequest
             * @instance
             */
            ExtendDecisionRequest.prototype.author = "";

            /**
             * Encodes the specified ExtendDecisionRequest message. Does not implicitly {@link weir.v1.ExtendDecisionRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ExtendDecisionRequest
             * @static
             * @param {weir.v1.ExtendDecisionRequest.$Properties} message ExtendDecisionRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExtendDecisionRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.scope);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.value);
                if (message.remediation != null && $Object.hasOwnProperty.call(message, "remediation") && message.remediation !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.remediation);
                if (message.durationMs != null && $Object.hasOwnProperty.call(message, "durationMs") && !$Object.is(message.durationMs, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.durationMs);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.reason);
                if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.author);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExtendDecisionRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ExtendDecisionRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ExtendDecisionRequest & weir.v1.ExtendDecisionRequest.$Shape} ExtendDecisionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExtendDecisionRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ExtendDecisionRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.scope = value;
                            else
                                delete message.scope;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.remediation = value;
                            else
                                delete message.remediation;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.durationMs = value;
                            else
                                delete message.durationMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.author = value;
                            else
                                delete message.author;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ExtendDecisionRequest;
        })();

        v1.ExtendDecisionReply = (function() {

            /**
             * Properties of an ExtendDecisionReply.
             * @typedef {Object} weir.v1.ExtendDecisionReply.$Properties
             * @property {weir.v1.Decision.$Properties|null} [decision] ExtendDecisionReply decision
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExtendDecisionReply.
             * @memberof weir.v1
             * @interface IExtendDecisionReply
             * @augments weir.v1.ExtendDecisionReply.$Properties
             * @deprecated Use weir.v1.ExtendDecisionReply.$Properties instead.
             */

            /**
             * Shape of an ExtendDecisionReply.
             * @typedef {weir.v1.ExtendDecisionReply.$Properties} weir.v1.ExtendDecisionReply.$Shape
             */

            /**
             * Constructs a new ExtendDecisionReply.
             * @memberof weir.v1
             * @classdesc Represents an ExtendDecisionReply.
             * @constructor
             * @param {weir.v1.ExtendDecisionReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExtendDecisionReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExtendDecisionReply decision.
             * @member {weir.v1.Decision.$Properties|null|undefined} decision
             * @memberof weir.v1.ExtendDecisionReply
             * @instance
             */
            ExtendDecisionReply.prototype.decision = null;

            /**
             * Encodes the specified ExtendDecisionReply message. Does not implicitly {@link weir.v1.ExtendDecisionReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ExtendDecisionReply
             * @static
             * @param {weir.v1.ExtendDecisionReply.$Properties} message ExtendDecisionReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExtendDecisionReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.decision != null && $Object.hasOwnProperty.call(message, "decision"))
                    $root.weir.v1.Decision.encode(message.decision, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExtendDecisionReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ExtendDecisionReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ExtendDecisionReply & weir.v1.ExtendDecisionReply.$Shape} ExtendDecisionReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExtendDecisionReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ExtendDecisionReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.decision = $root.weir.v1.Decision.decode(reader, reader.size(), $undefined, _depth + 1, message.decision);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ExtendDecisionReply;
        })();

        v1.DeleteDecisionRequest = (function() {

            /**
             * Properties of a DeleteDecisionRequest.
             * @typedef {Object} weir.v1.DeleteDecisionRequest.$Properties
             * @property {weir.v1.Scope|null} [scope] DeleteDecisionRequest scope
             * @property {string|null} [value] DeleteDecisionRequest value
             * @property {weir.v1.Remediation|null} [remediation] DeleteDecisionRequest remediation
             * @property {string|null} [reason] DeleteDecisionRequest reason
             * @property {string|null} [author] DeleteDecisionRequest author
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeleteDecisionRequest.
             * @memberof weir.v1
             * @interface IDeleteDecisionRequest
             * @augments weir.v1.DeleteDecisionRequest.$Properties
             * @deprecated Use weir.v1.DeleteDecisionRequest.$Properties instead.
             */

            /**
             * Shape of a DeleteDecisionRequest.
             * @typedef {weir.v1.DeleteDecisionRequest.$Properties} weir.v1.DeleteDecisionRequest.$Shape
             */

            /**
             * Constructs a new DeleteDecisionRequest.
             * @memberof weir.v1
             * @classdesc Represents a DeleteDecisionRequest.
             * @constructor
             * @param {weir.v1.DeleteDecisionRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeleteDecisionRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeleteDecisionRequest scope.
             * @member {weir.v1.Scope} scope
             * @memberof weir.v1.DeleteDecisionRequest
             * @instance
             */
            DeleteDecisionRequest.prototype.scope = 0;

            /**
             * DeleteDecisionRequest value.
             * @member {string} value
             * @memberof weir.v1.DeleteDecisionRequest
             * @instance
             */
            DeleteDecisionRequest.prototype.value = "";

            /**
             * DeleteDecisionRequest remediation.
             * @member {weir.v1.Remediation} remediation
             * @memberof weir.v1.DeleteDecisionRequest
             * @instance
             */
            DeleteDecisionRequest.prototype.remediation = 0;

            /**
             * DeleteDecisionRequest reason.
             * @member {string} reason
             * @memberof weir.v1.DeleteDecisionRequest
             * @instance
             */
            DeleteDecisionRequest.prototype.reason = "";

            /**
             * DeleteDecisionRequest author.
             * @member {string} author
             * @memberof weir.v1.DeleteDecisionRequest
             * @instance
             */
            DeleteDecisionRequest.prototype.author = "";

            /**
             * Encodes the specified DeleteDecisionRequest message. Does not implicitly {@link weir.v1.DeleteDecisionRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.DeleteDecisionRequest
             * @static
             * @param {weir.v1.DeleteDecisionRequest.$Properties} message DeleteDecisionRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeleteDecisionRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.scope);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.value);
                if (message.remediation != null && $Object.hasOwnProperty.call(message, "remediation") && message.remediation !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.remediation);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.reason);
                if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.author);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeleteDecisionRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.DeleteDecisionRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.DeleteDecisionRequest & weir.v1.DeleteDecisionRequest.$Shape} DeleteDecisionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeleteDecisionRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.DeleteDecisionRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.scope = value;
                            else
                                delete message.scope;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.remediation = value;
                            else
                                delete message.remediation;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.author = value;
                            else
                                delete message.author;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DeleteDecisionRequest;
        })();

        v1.DeleteDecisionReply = (function() {

            /**
             * Properties of a DeleteDecisionReply.
             * @typedef {Object} weir.v1.DeleteDecisionReply.$Properties
             * @property {weir.v1.Decision.$Properties|null} [decision] Unset when there was nothing to lift.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeleteDecisionReply.
             * @memberof weir.v1
             * @interface IDeleteDecisionReply
             * @augments weir.v1.DeleteDecisionReply.$Properties
             * @deprecated Use weir.v1.DeleteDecisionReply.$Properties instead.
             */

            /**
             * Shape of a DeleteDecisionReply.
             * @typedef {weir.v1.DeleteDecisionReply.$Properties} weir.v1.DeleteDecisionReply.$Shape
             */

            /**
             * Constructs a new DeleteDecisionReply.
             * @memberof weir.v1
             * @classdesc Represents a DeleteDecisionReply.
             * @constructor
             * @param {weir.v1.DeleteDecisionReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeleteDecisionReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Unset when there was nothing to lift.
             * @member {weir.v1.Decision.$Properties|null|undefined} decision
             * @memberof weir.v1.DeleteDecisionReply
             * @instance
             */
            DeleteDecisionReply.prototype.decision = null;

            /**
             * Encodes the specified DeleteDecisionReply message. Does not implicitly {@link weir.v1.DeleteDecisionReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.DeleteDecisionReply
             * @static
             * @param {weir.v1.DeleteDecisionReply.$Properties} message DeleteDecisionReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeleteDecisionReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.decision != null && $Object.hasOwnProperty.call(message, "decision"))
                    $root.weir.v1.Decision.encode(message.decision, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeleteDecisionReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.DeleteDecisionReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.DeleteDecisionReply & weir.v1.DeleteDecisionReply.$Shape} DeleteDecisionReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeleteDecisionReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.DeleteDecisionReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.decision = $root.weir.v1.Decision.decode(reader, reader.size(), $undefined, _depth + 1, message.decision);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DeleteDecisionReply;
        })();

        v1.ImportRequest = (function() {

            /**
             * Properties of an ImportRequest.
             * @typedef {Object} weir.v1.ImportRequest.$Properties
             * @property {weir.v1.ImportBegin.$Properties|null} [begin] ImportRequest begin
             * @property {weir.v1.ImportChunk.$Properties|null} [chunk] ImportRequest chunk
             * @property {"begin"|"chunk"} [kind] ImportRequest kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ImportRequest.
             * @memberof weir.v1
             * @interface IImportRequest
             * @augments weir.v1.ImportRequest.$Properties
             * @deprecated Use weir.v1.ImportRequest.$Properties instead.
             */

            /**
             * Narrowed shape of an ImportRequest.
             * @typedef {{
             *   begin?: weir.v1.ImportBegin.$Shape|null;
             *   chunk?: weir.v1.ImportChunk.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; begin?: null; chunk?: null }|{ kind?: "begin"; begin: weir.v1.ImportBegin.$Shape; chunk?: null }|{ kind?: "chunk"; begin?: null; chunk: weir.v1.ImportChunk.$Shape })
             * )} weir.v1.ImportRequest.$Shape
             */

            /**
             * Constructs a new ImportRequest.
             * @memberof weir.v1
             * @classdesc Represents an ImportRequest.
             * @constructor
             * @param {weir.v1.ImportRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ImportRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ImportRequest begin.
             * @member {weir.v1.ImportBegin.$Properties|null|undefined} begin
             * @memberof weir.v1.ImportRequest
             * @instance
             */
            ImportRequest.prototype.begin = null;

            /**
             * ImportRequest chunk.
             * @member {weir.v1.ImportChunk.$Properties|null|undefined} chunk
             * @memberof weir.v1.ImportRequest
             * @instance
             */
            ImportRequest.prototype.chunk = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * ImportRequest kind.
             * @member {"begin"|"chunk"|undefined} kind
             * @memberof weir.v1.ImportRequest
             * @instance
             */
            $Object.defineProperty(ImportRequest.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["begin", "chunk"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified ImportRequest message. Does not implicitly {@link weir.v1.ImportRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ImportRequest
             * @static
             * @param {weir.v1.ImportRequest.$Properties} message ImportRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ImportRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.begin != null && $Object.hasOwnProperty.call(message, "begin"))
                    $root.weir.v1.ImportBegin.encode(message.begin, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.chunk != null && $Object.hasOwnProperty.call(message, "chunk"))
                    $root.weir.v1.ImportChunk.encode(message.chunk, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ImportRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ImportRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ImportRequest & weir.v1.ImportRequest.$Shape} ImportRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ImportRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ImportRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.begin = $root.weir.v1.ImportBegin.decode(reader, reader.size(), $undefined, _depth + 1, message.begin);
                            message.kind = "begin";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.chunk = $root.weir.v1.ImportChunk.decode(reader, reader.size(), $undefined, _depth + 1, message.chunk);
                            message.kind = "chunk";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ImportRequest;
        })();

        v1.ImportBegin = (function() {

            /**
             * Properties of an ImportBegin.
             * @typedef {Object} weir.v1.ImportBegin.$Properties
             * @property {string|null} [author] ImportBegin author
             * @property {string|null} [reason] Of entries that say none themselves.
             * @property {boolean|null} [dryRun] Only tells what would be done.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ImportBegin.
             * @memberof weir.v1
             * @interface IImportBegin
             * @augments weir.v1.ImportBegin.$Properties
             * @deprecated Use weir.v1.ImportBegin.$Properties instead.
             */

            /**
             * Shape of an ImportBegin.
             * @typedef {weir.v1.ImportBegin.$Properties} weir.v1.ImportBegin.$Shape
             */

            /**
             * Constructs a new ImportBegin.
             * @memberof weir.v1
             * @classdesc Represents an ImportBegin.
             * @constructor
             * @param {weir.v1.ImportBegin.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ImportBegin = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ImportBegin author.
             * @member {string} author
             * @memberof weir.v1.ImportBegin
             * @instance
             */
            ImportBegin.prototype.author = "";

            /**
             * Of entries that say none themselves.
             * @member {string} reason
             * @memberof weir.v1.ImportBegin
             * @instance
             */
            ImportBegin.prototype.reason = "";

            /**
             * Only tells what would be done.
             * @member {boolean} dryRun
             * @memberof weir.v1.ImportBegin
             * @instance
             */
            ImportBegin.prototype.dryRun = false;

            /**
             * Encodes the specified ImportBegin message. Does not implicitly {@link weir.v1.ImportBegin.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ImportBegin
             * @static
             * @param {weir.v1.ImportBegin.$Properties} message ImportBegin message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ImportBegin.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.author);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
                if (message.dryRun != null && $Object.hasOwnProperty.call(message, "dryRun") && message.dryRun !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.dryRun);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ImportBegin message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ImportBegin
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ImportBegin & weir.v1.ImportBegin.$Shape} ImportBegin
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ImportBegin.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ImportBegin();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.author = value;
                            else
                                delete message.author;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.dryRun = value;
                            else
                                delete message.dryRun;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ImportBegin;
        })();

        v1.ImportChunk = (function() {

            /**
             * Properties of an ImportChunk.
             * @typedef {Object} weir.v1.ImportChunk.$Properties
             * @property {Array.<weir.v1.ImportEntry.$Properties>|null} [entries] 1,000 at most.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ImportChunk.
             * @memberof weir.v1
             * @interface IImportChunk
             * @augments weir.v1.ImportChunk.$Properties
             * @deprecated Use weir.v1.ImportChunk.$Properties instead.
             */

            /**
             * Shape of an ImportChunk.
             * @typedef {weir.v1.ImportChunk.$Properties} weir.v1.ImportChunk.$Shape
             */

            /**
             * Constructs a new ImportChunk.
             * @memberof weir.v1
             * @classdesc Represents an ImportChunk.
             * @constructor
             * @param {weir.v1.ImportChunk.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ImportChunk = function (properties) {
                this.entries = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * 1,000 at most.
             * @member {Array.<weir.v1.ImportEntry.$Properties>} entries
             * @memberof weir.v1.ImportChunk
             * @instance
             */
            ImportChunk.prototype.entries = $util.emptyArray;

            /**
             * Encodes the specified ImportChunk message. Does not implicitly {@link weir.v1.ImportChunk.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ImportChunk
             * @static
             * @param {weir.v1.ImportChunk.$Properties} message ImportChunk message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ImportChunk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.entries != null && message.entries.length)
                    for (let i = 0; i < message.entries.length; ++i)
                        $root.weir.v1.ImportEntry.encode(message.entries[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ImportChunk message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ImportChunk
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ImportChunk & weir.v1.ImportChunk.$Shape} ImportChunk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ImportChunk.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ImportChunk();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entries && message.entries.length))
                                message.entries = [];
                            message.entries.push($root.weir.v1.ImportEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ImportChunk;
        })();

        v1.ImportEntry = (function() {

            /**
             * Properties of an ImportEntry.
             * @typedef {Object} weir.v1.ImportEntry.$Properties
             * @property {weir.v1.Scope|null} [scope] ImportEntry scope
             * @property {string|null} [value] ImportEntry value
             * @property {weir.v1.Remediation|null} [remediation] ImportEntry remediation
             * @property {number|null} [statusCode] 0 = 403.
             * @property {number|null} [durationMs] One of both: from now, or Unix ms. Infinity and year 9999 are for ever.
             * @property {number|null} [untilMs] ImportEntry untilMs
             * @property {string|null} [reason] ImportEntry reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ImportEntry.
             * @memberof weir.v1
             * @interface IImportEntry
             * @augments weir.v1.ImportEntry.$Properties
             * @deprecated Use weir.v1.ImportEntry.$Properties instead.
             */

            /**
             * Shape of an ImportEntry.
             * @typedef {weir.v1.ImportEntry.$Properties} weir.v1.ImportEntry.$Shape
             */

            /**
             * Constructs a new ImportEntry.
             * @memberof weir.v1
             * @classdesc Represents an ImportEntry.
             * @constructor
             * @param {weir.v1.ImportEntry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ImportEntry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ImportEntry scope.
             * @member {weir.v1.Scope} scope
             * @memberof weir.v1.ImportEntry
             * @instance
             */
            ImportEntry.prototype.scope = 0;

            /**
             * ImportEntry value.
             * @member {string} value
             * @memberof weir.v1.ImportEntry
             * @instance
             */
            ImportEntry.prototype.value = "";

            /**
             * ImportEntry remediation.
             * @member {weir.v1.Remediation} remediation
             * @memberof weir.v1.ImportEntry
             * @instance
             */
            ImportEntry.prototype.remediation = 0;

            /**
             * 0 = 403.
             * @member {number} statusCode
             * @memberof weir.v1.ImportEntry
             * @instance
             */
            ImportEntry.prototype.statusCode = 0;

            /**
             * One of both: from now, or Unix ms. Infinity and year 9999 are for ever.
             * @member {number} durationMs
             * @memberof weir.v1.ImportEntry
             * @instance
             */
            ImportEntry.prototype.durationMs = 0;

            /**
             * ImportEntry untilMs.
             * @member {number} untilMs
             * @memberof weir.v1.ImportEntry
             * @instance
             */
            ImportEntry.prototype.untilMs = 0;

            /**
             * ImportEntry reason.
             * @member {string} reason
             * @memberof weir.v1.ImportEntry
             * @instance
             */
            ImportEntry.prototype.reason = "";

            /**
             * Encodes the specified ImportEntry message. Does not implicitly {@link weir.v1.ImportEntry.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ImportEntry
             * @static
             * @param {weir.v1.ImportEntry.$Properties} message ImportEntry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ImportEntry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.scope);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.value);
                if (message.remediation != null && $Object.hasOwnProperty.call(message, "remediation") && message.remediation !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.remediation);
                if (message.statusCode != null && $Object.hasOwnProperty.call(message, "statusCode") && message.statusCode !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.statusCode);
                if (message.durationMs != null && $Object.hasOwnProperty.call(message, "durationMs") && !$Object.is(message.durationMs, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.durationMs);
                if (message.untilMs != null && $Object.hasOwnProperty.call(message, "untilMs") && !$Object.is(message.untilMs, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.untilMs);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ImportEntry message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ImportEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ImportEntry & weir.v1.ImportEntry.$Shape} ImportEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ImportEntry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ImportEntry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.scope = value;
                            else
                                delete message.scope;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.remediation = value;
                            else
                                delete message.remediation;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.statusCode = value;
                            else
                                delete message.statusCode;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.durationMs = value;
                            else
                                delete message.durationMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.untilMs = value;
                            else
                                delete message.untilMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ImportEntry;
        })();

        v1.ImportReply = (function() {

            /**
             * Properties of an ImportReply.
             * @typedef {Object} weir.v1.ImportReply.$Properties
             * @property {number|null} [added] ImportReply added
             * @property {number|null} [changed] In force before, and now for longer or with another status.
             * @property {number|null} [present] In force as wanted.
             * @property {number|null} [ended] Not added, as their end is over.
             * @property {Array.<weir.v1.RefusedEntry.$Properties>|null} [refused] ImportReply refused
             * @property {number|null} [lifted] In the last reply: blocks that allow entries cover, and that were taken back.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ImportReply.
             * @memberof weir.v1
             * @interface IImportReply
             * @augments weir.v1.ImportReply.$Properties
             * @deprecated Use weir.v1.ImportReply.$Properties instead.
             */

            /**
             * Shape of an ImportReply.
             * @typedef {weir.v1.ImportReply.$Properties} weir.v1.ImportReply.$Shape
             */

            /**
             * Constructs a new ImportReply.
             * @memberof weir.v1
             * @classdesc Of one chunk, in their order; then one more without counts.
             * @constructor
             * @param {weir.v1.ImportReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ImportReply = function (properties) {
                this.refused = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ImportReply added.
             * @member {number} added
             * @memberof weir.v1.ImportReply
             * @instance
             */
            ImportReply.prototype.added = 0;

            /**
             * In force before, and now for longer or with another status.
             * @member {number} changed
             * @memberof weir.v1.ImportReply
             * @instance
             */
            ImportReply.prototype.changed = 0;

            /**
             * In force as wanted.
             * @member {number} present
             * @memberof weir.v1.ImportReply
             * @instance
             */
            ImportReply.prototype.present = 0;

            /**
             * Not added, as their end is over.
             * @member {number} ended
             * @memberof weir.v1.ImportReply
             * @instance
             */
            ImportReply.prototype.ended = 0;

            /**
             * ImportReply refused.
             * @member {Array.<weir.v1.RefusedEntry.$Properties>} refused
             * @memberof weir.v1.ImportReply
             * @instance
             */
            ImportReply.prototype.refused = $util.emptyArray;

            /**
             * In the last reply: blocks that allow entries cover, and that were taken back.
             * @member {number} lifted
             * @memberof weir.v1.ImportReply
             * @instance
             */
            ImportReply.prototype.lifted = 0;

            /**
             * Encodes the specified ImportReply message. Does not implicitly {@link weir.v1.ImportReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ImportReply
             * @static
             * @param {weir.v1.ImportReply.$Properties} message ImportReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ImportReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.added != null && $Object.hasOwnProperty.call(message, "added") && message.added !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.added);
                if (message.changed != null && $Object.hasOwnProperty.call(message, "changed") && message.changed !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.changed);
                if (message.present != null && $Object.hasOwnProperty.call(message, "present") && message.present !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.present);
                if (message.ended != null && $Object.hasOwnProperty.call(message, "ended") && message.ended !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.ended);
                if (message.refused != null && message.refused.length)
                    for (let i = 0; i < message.refused.length; ++i)
                        $root.weir.v1.RefusedEntry.encode(message.refused[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.lifted != null && $Object.hasOwnProperty.call(message, "lifted") && message.lifted !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.lifted);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ImportReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ImportReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ImportReply & weir.v1.ImportReply.$Shape} ImportReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ImportReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ImportReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.added = value;
                            else
                                delete message.added;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.changed = value;
                            else
                                delete message.changed;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.present = value;
                            else
                                delete message.present;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.ended = value;
                            else
                                delete message.ended;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.refused && message.refused.length))
                                message.refused = [];
                            message.refused.push($root.weir.v1.RefusedEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.lifted = value;
                            else
                                delete message.lifted;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ImportReply;
        })();

        v1.RefusedEntry = (function() {

            /**
             * Properties of a RefusedEntry.
             * @typedef {Object} weir.v1.RefusedEntry.$Properties
             * @property {number|null} [index] In the chunk, from 0.
             * @property {string|null} [why] RefusedEntry why
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RefusedEntry.
             * @memberof weir.v1
             * @interface IRefusedEntry
             * @augments weir.v1.RefusedEntry.$Properties
             * @deprecated Use weir.v1.RefusedEntry.$Properties instead.
             */

            /**
             * Shape of a RefusedEntry.
             * @typedef {weir.v1.RefusedEntry.$Properties} weir.v1.RefusedEntry.$Shape
             */

            /**
             * Constructs a new RefusedEntry.
             * @memberof weir.v1
             * @classdesc Represents a RefusedEntry.
             * @constructor
             * @param {weir.v1.RefusedEntry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RefusedEntry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * In the chunk, from 0.
             * @member {number} index
             * @memberof weir.v1.RefusedEntry
             * @instance
             */
            RefusedEntry.prototype.index = 0;

            /**
             * RefusedEntry why.
             * @member {string} why
             * @memberof weir.v1.RefusedEntry
             * @instance
             */
            RefusedEntry.prototype.why = "";

            /**
             * Encodes the specified RefusedEntry message. Does not implicitly {@link weir.v1.RefusedEntry.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.RefusedEntry
             * @static
             * @param {weir.v1.RefusedEntry.$Properties} message RefusedEntry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RefusedEntry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.index);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.why);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RefusedEntry message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.RefusedEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.RefusedEntry & weir.v1.RefusedEntry.$Shape} RefusedEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RefusedEntry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.RefusedEntry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.index = value;
                            else
                                delete message.index;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RefusedEntry;
        })();

        v1.LedgerToken = (function() {

            /**
             * Properties of a LedgerToken.
             * @typedef {Object} weir.v1.LedgerToken.$Properties
             * @property {string|null} [incarnation] Of the ledger's storage; a revision means nothing in another one.
             * @property {number|null} [revision] LedgerToken revision
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LedgerToken.
             * @memberof weir.v1
             * @interface ILedgerToken
             * @augments weir.v1.LedgerToken.$Properties
             * @deprecated Use weir.v1.LedgerToken.$Properties instead.
             */

            /**
             * Shape of a LedgerToken.
             * @typedef {weir.v1.LedgerToken.$Properties} weir.v1.LedgerToken.$Shape
             */

            /**
             * Constructs a new LedgerToken.
             * @memberof weir.v1
             * @classdesc A place in the ledger's history.
             * @constructor
             * @param {weir.v1.LedgerToken.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LedgerToken = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Of the ledger's storage; a revision means nothing in another one.
             * @member {string} incarnation
             * @memberof weir.v1.LedgerToken
             * @instance
             */
            LedgerToken.prototype.incarnation = "";

            /**
             * LedgerToken revision.
             * @member {number} revision
             * @memberof weir.v1.LedgerToken
             * @instance
             */
            LedgerToken.prototype.revision = 0;

            /**
             * Encodes the specified LedgerToken message. Does not implicitly {@link weir.v1.LedgerToken.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.LedgerToken
             * @static
             * @param {weir.v1.LedgerToken.$Properties} message LedgerToken message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LedgerToken.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.incarnation != null && $Object.hasOwnProperty.call(message, "incarnation") && message.incarnation !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.incarnation);
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision") && !$Object.is(message.revision, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.revision);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LedgerToken message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.LedgerToken
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.LedgerToken & weir.v1.LedgerToken.$Shape} LedgerToken
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LedgerToken.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.LedgerToken();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.incarnation = value;
                            else
                                delete message.incarnation;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.revision = value;
                            else
                                delete message.revision;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return LedgerToken;
        })();

        v1.WatchRequest = (function() {

            /**
             * Properties of a WatchRequest.
             * @typedef {Object} weir.v1.WatchRequest.$Properties
             * @property {string|null} [enforcer] WatchRequest enforcer
             * @property {weir.v1.LedgerToken.$Properties|null} [token] The last one applied, told by any replica. Unknown or compacted away: a full
             * snapshot follows. Unset: likewise. Ahead of the ledger: the same, if the
             * replica has not come so far within a second.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a WatchRequest.
             * @memberof weir.v1
             * @interface IWatchRequest
             * @augments weir.v1.WatchRequest.$Properties
             * @deprecated Use weir.v1.WatchRequest.$Properties instead.
             */

            /**
             * Shape of a WatchRequest.
             * @typedef {weir.v1.WatchRequest.$Properties} weir.v1.WatchRequest.$Shape
             */

            /**
             * Constructs a new WatchRequest.
             * @memberof weir.v1
             * @classdesc Represents a WatchRequest.
             * @constructor
             * @param {weir.v1.WatchRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const WatchRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * WatchRequest enforcer.
             * @member {string} enforcer
             * @memberof weir.v1.WatchRequest
             * @instance
             */
            WatchRequest.prototype.enforcer = "";

            /**
             * The last one applied, told by any replica. Unknown or compacted away: a full
             * snapshot follows. Unset: likewise. Ahead of the ledger: the same, if the
             * replica has not come so far within a second.
             * @member {weir.v1.LedgerToken.$Properties|null|undefined} token
             * @memberof weir.v1.WatchRequest
             * @instance
             */
            WatchRequest.prototype.token = null;

            /**
             * Encodes the specified WatchRequest message. Does not implicitly {@link weir.v1.WatchRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.WatchRequest
             * @static
             * @param {weir.v1.WatchRequest.$Properties} message WatchRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            WatchRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.enforcer != null && $Object.hasOwnProperty.call(message, "enforcer") && message.enforcer !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.enforcer);
                if (message.token != null && $Object.hasOwnProperty.call(message, "token"))
                    $root.weir.v1.LedgerToken.encode(message.token, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a WatchRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.WatchRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.WatchRequest & weir.v1.WatchRequest.$Shape} WatchRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            WatchRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.WatchRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.enforcer = value;
                            else
                                delete message.enforcer;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.token = $root.weir.v1.LedgerToken.decode(reader, reader.size(), $undefined, _depth + 1, message.token);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WatchRequest;
        })();

        v1.WatchReply = (function() {

            /**
             * Properties of a WatchReply.
             * @typedef {Object} weir.v1.WatchReply.$Properties
             * @property {weir.v1.SnapshotBegin.$Properties|null} [snapshotBegin] WatchReply snapshotBegin
             * @property {weir.v1.LedgerChange.$Properties|null} [change] WatchReply change
             * @property {weir.v1.SnapshotEnd.$Properties|null} [snapshotEnd] All that `snapshot_begin` announced has been sent.
             * @property {weir.v1.Checkpoint.$Properties|null} [checkpoint] WatchReply checkpoint
             * @property {"snapshotBegin"|"change"|"snapshotEnd"|"checkpoint"} [kind] WatchReply kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a WatchReply.
             * @memberof weir.v1
             * @interface IWatchReply
             * @augments weir.v1.WatchReply.$Properties
             * @deprecated Use weir.v1.WatchReply.$Properties instead.
             */

            /**
             * Narrowed shape of a WatchReply.
             * @typedef {{
             *   snapshotBegin?: weir.v1.SnapshotBegin.$Shape|null;
             *   change?: weir.v1.LedgerChange.$Shape|null;
             *   snapshotEnd?: weir.v1.SnapshotEnd.$Shape|null;
             *   checkpoint?: weir.v1.Checkpoint.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; snapshotBegin?: null; change?: null; snapshotEnd?: null; checkpoint?: null }|{ kind?: "snapshotBegin"; snapshotBegin: weir.v1.SnapshotBegin.$Shape; change?: null; snapshotEnd?: null; checkpoint?: null }|{ kind?: "change"; snapshotBegin?: null; change: weir.v1.LedgerChange.$Shape; snapshotEnd?: null; checkpoint?: null }|{ kind?: "snapshotEnd"; snapshotBegin?: null; change?: null; snapshotEnd: weir.v1.SnapshotEnd.$Shape; checkpoint?: null }|{ kind?: "checkpoint"; snapshotBegin?: null; change?: null; snapshotEnd?: null; checkpoint: weir.v1.Checkpoint.$Shape })
             * )} weir.v1.WatchReply.$Shape
             */

            /**
             * Constructs a new WatchReply.
             * @memberof weir.v1
             * @classdesc Represents a WatchReply.
             * @constructor
             * @param {weir.v1.WatchReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const WatchReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * WatchReply snapshotBegin.
             * @member {weir.v1.SnapshotBegin.$Properties|null|undefined} snapshotBegin
             * @memberof weir.v1.WatchReply
             * @instance
             */
            WatchReply.prototype.snapshotBegin = null;

            /**
             * WatchReply change.
             * @member {weir.v1.LedgerChange.$Properties|null|undefined} change
             * @memberof weir.v1.WatchReply
             * @instance
             */
            WatchReply.prototype.change = null;

            /**
             * All that `snapshot_begin` announced has been sent.
             * @member {weir.v1.SnapshotEnd.$Properties|null|undefined} snapshotEnd
             * @memberof weir.v1.WatchReply
             * @instance
             */
            WatchReply.prototype.snapshotEnd = null;

            /**
             * WatchReply checkpoint.
             * @member {weir.v1.Checkpoint.$Properties|null|undefined} checkpoint
             * @memberof weir.v1.WatchReply
             * @instance
             */
            WatchReply.prototype.checkpoint = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * WatchReply kind.
             * @member {"snapshotBegin"|"change"|"snapshotEnd"|"checkpoint"|undefined} kind
             * @memberof weir.v1.WatchReply
             * @instance
             */
            $Object.defineProperty(WatchReply.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["snapshotBegin", "change", "snapshotEnd", "checkpoint"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified WatchReply message. Does not implicitly {@link weir.v1.WatchReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.WatchReply
             * @static
             * @param {weir.v1.WatchReply.$Properties} message WatchReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            WatchReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.snapshotBegin != null && $Object.hasOwnProperty.call(message, "snapshotBegin"))
                    $root.weir.v1.SnapshotBegin.encode(message.snapshotBegin, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.change != null && $Object.hasOwnProperty.call(message, "change"))
                    $root.weir.v1.LedgerChange.encode(message.change, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.snapshotEnd != null && $Object.hasOwnProperty.call(message, "snapshotEnd"))
                    $root.weir.v1.SnapshotEnd.encode(message.snapshotEnd, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.checkpoint != null && $Object.hasOwnProperty.call(message, "checkpoint"))
                    $root.weir.v1.Checkpoint.encode(message.checkpoint, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a WatchReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.WatchReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.WatchReply & weir.v1.WatchReply.$Shape} WatchReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            WatchReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.WatchReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.snapshotBegin = $root.weir.v1.SnapshotBegin.decode(reader, reader.size(), $undefined, _depth + 1, message.snapshotBegin);
                            message.kind = "snapshotBegin";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.change = $root.weir.v1.LedgerChange.decode(reader, reader.size(), $undefined, _depth + 1, message.change);
                            message.kind = "change";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.snapshotEnd = $root.weir.v1.SnapshotEnd.decode(reader, reader.size(), $undefined, _depth + 1, message.snapshotEnd);
                            message.kind = "snapshotEnd";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.checkpoint = $root.weir.v1.Checkpoint.decode(reader, reader.size(), $undefined, _depth + 1, message.checkpoint);
                            message.kind = "checkpoint";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WatchReply;
        })();

        v1.SnapshotBegin = (function() {

            /**
             * Properties of a SnapshotBegin.
             * @typedef {Object} weir.v1.SnapshotBegin.$Properties
             * @property {weir.v1.LedgerToken.$Properties|null} [token] SnapshotBegin token
             * @property {number|null} [count] SnapshotBegin count
             * @property {number|null} [nowMs] When it was sent, Unix ms of the decision service.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SnapshotBegin.
             * @memberof weir.v1
             * @interface ISnapshotBegin
             * @augments weir.v1.SnapshotBegin.$Properties
             * @deprecated Use weir.v1.SnapshotBegin.$Properties instead.
             */

            /**
             * Shape of a SnapshotBegin.
             * @typedef {weir.v1.SnapshotBegin.$Properties} weir.v1.SnapshotBegin.$Shape
             */

            /**
             * Constructs a new SnapshotBegin.
             * @memberof weir.v1
             * @classdesc Represents a SnapshotBegin.
             * @constructor
             * @param {weir.v1.SnapshotBegin.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SnapshotBegin = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SnapshotBegin token.
             * @member {weir.v1.LedgerToken.$Properties|null|undefined} token
             * @memberof weir.v1.SnapshotBegin
             * @instance
             */
            SnapshotBegin.prototype.token = null;

            /**
             * SnapshotBegin count.
             * @member {number} count
             * @memberof weir.v1.SnapshotBegin
             * @instance
             */
            SnapshotBegin.prototype.count = 0;

            /**
             * When it was sent, Unix ms of the decision service.
             * @member {number} nowMs
             * @memberof weir.v1.SnapshotBegin
             * @instance
             */
            SnapshotBegin.prototype.nowMs = 0;

            /**
             * Encodes the specified SnapshotBegin message. Does not implicitly {@link weir.v1.SnapshotBegin.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.SnapshotBegin
             * @static
             * @param {weir.v1.SnapshotBegin.$Properties} message SnapshotBegin message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SnapshotBegin.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.token != null && $Object.hasOwnProperty.call(message, "token"))
                    $root.weir.v1.LedgerToken.encode(message.token, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.count);
                if (message.nowMs != null && $Object.hasOwnProperty.call(message, "nowMs") && !$Object.is(message.nowMs, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.nowMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SnapshotBegin message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.SnapshotBegin
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.SnapshotBegin & weir.v1.SnapshotBegin.$Shape} SnapshotBegin
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SnapshotBegin.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.SnapshotBegin();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.token = $root.weir.v1.LedgerToken.decode(reader, reader.size(), $undefined, _depth + 1, message.token);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.nowMs = value;
                            else
                                delete message.nowMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SnapshotBegin;
        })();

        v1.SnapshotEnd = (function() {

            /**
             * Properties of a SnapshotEnd.
             * @typedef {Object} weir.v1.SnapshotEnd.$Properties
             * @property {weir.v1.LedgerToken.$Properties|null} [token] SnapshotEnd token
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SnapshotEnd.
             * @memberof weir.v1
             * @interface ISnapshotEnd
             * @augments weir.v1.SnapshotEnd.$Properties
             * @deprecated Use weir.v1.SnapshotEnd.$Properties instead.
             */

            /**
             * Shape of a SnapshotEnd.
             * @typedef {weir.v1.SnapshotEnd.$Properties} weir.v1.SnapshotEnd.$Shape
             */

            /**
             * Constructs a new SnapshotEnd.
             * @memberof weir.v1
             * @classdesc Represents a SnapshotEnd.
             * @constructor
             * @param {weir.v1.SnapshotEnd.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SnapshotEnd = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SnapshotEnd token.
             * @member {weir.v1.LedgerToken.$Properties|null|undefined} token
             * @memberof weir.v1.SnapshotEnd
             * @instance
             */
            SnapshotEnd.prototype.token = null;

            /**
             * Encodes the specified SnapshotEnd message. Does not implicitly {@link weir.v1.SnapshotEnd.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.SnapshotEnd
             * @static
             * @param {weir.v1.SnapshotEnd.$Properties} message SnapshotEnd message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SnapshotEnd.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.token != null && $Object.hasOwnProperty.call(message, "token"))
                    $root.weir.v1.LedgerToken.encode(message.token, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SnapshotEnd message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.SnapshotEnd
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.SnapshotEnd & weir.v1.SnapshotEnd.$Shape} SnapshotEnd
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SnapshotEnd.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.SnapshotEnd();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.token = $root.weir.v1.LedgerToken.decode(reader, reader.size(), $undefined, _depth + 1, message.token);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SnapshotEnd;
        })();

        v1.LedgerChange = (function() {

            /**
             * Properties of a LedgerChange.
             * @typedef {Object} weir.v1.LedgerChange.$Properties
             * @property {number|null} [revision] LedgerChange revision
             * @property {string|null} [key] Key of the entry in the ledger.
             * @property {weir.v1.Decision.$Properties|null} [decision] Unset when the entry was swept.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LedgerChange.
             * @memberof weir.v1
             * @interface ILedgerChange
             * @augments weir.v1.LedgerChange.$Properties
             * @deprecated Use weir.v1.LedgerChange.$Properties instead.
             */

            /**
             * Shape of a LedgerChange.
             * @typedef {weir.v1.LedgerChange.$Properties} weir.v1.LedgerChange.$Shape
             */

            /**
             * Constructs a new LedgerChange.
             * @memberof weir.v1
             * @classdesc Represents a LedgerChange.
             * @constructor
             * @param {weir.v1.LedgerChange.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LedgerChange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LedgerChange revision.
             * @member {number} revision
             * @memberof weir.v1.LedgerChange
             * @instance
             */
            LedgerChange.prototype.revision = 0;

            /**
             * Key of the entry in the ledger.
             * @member {string} key
             * @memberof weir.v1.LedgerChange
             * @instance
             */
            LedgerChange.prototype.key = "";

            /**
             * Unset when the entry was swept.
             * @member {weir.v1.Decision.$Properties|null|undefined} decision
             * @memberof weir.v1.LedgerChange
             * @instance
             */
            LedgerChange.prototype.decision = null;

            /**
             * Encodes the specified LedgerChange message. Does not implicitly {@link weir.v1.LedgerChange.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.LedgerChange
             * @static
             * @param {weir.v1.LedgerChange.$Properties} message LedgerChange message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LedgerChange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision") && !$Object.is(message.revision, 0))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.revision);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.key);
                if (message.decision != null && $Object.hasOwnProperty.call(message, "decision"))
                    $root.weir.v1.Decision.encode(message.decision, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LedgerChange message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.LedgerChange
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.LedgerChange & weir.v1.LedgerChange.$Shape} LedgerChange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LedgerChange.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.LedgerChange();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.revision = value;
                            else
                                delete message.revision;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.decision = $root.weir.v1.Decision.decode(reader, reader.size(), $undefined, _depth + 1, message.decision);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return LedgerChange;
        })();

        v1.Checkpoint = (function() {

            /**
             * Properties of a Checkpoint.
             * @typedef {Object} weir.v1.Checkpoint.$Properties
             * @property {weir.v1.LedgerToken.$Properties|null} [token] Checkpoint token
             * @property {number|null} [count] Checkpoint count
             * @property {string|null} [checksum] XOR over the hashes of (key, revision), hex.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Checkpoint.
             * @memberof weir.v1
             * @interface ICheckpoint
             * @augments weir.v1.Checkpoint.$Properties
             * @deprecated Use weir.v1.Checkpoint.$Properties instead.
             */

            /**
             * Shape of a Checkpoint.
             * @typedef {weir.v1.Checkpoint.$Properties} weir.v1.Checkpoint.$Shape
             */

            /**
             * Constructs a new Checkpoint.
             * @memberof weir.v1
             * @classdesc Every 10 s: what a reader must hold at `token`.
             * @constructor
             * @param {weir.v1.Checkpoint.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Checkpoint = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Checkpoint token.
             * @member {weir.v1.LedgerToken.$Properties|null|undefined} token
             * @memberof weir.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.token = null;

            /**
             * Checkpoint count.
             * @member {number} count
             * @memberof weir.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.count = 0;

            /**
             * XOR over the hashes of (key, revision), hex.
             * @member {string} checksum
             * @memberof weir.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.checksum = "";

            /**
             * Encodes the specified Checkpoint message. Does not implicitly {@link weir.v1.Checkpoint.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.Checkpoint
             * @static
             * @param {weir.v1.Checkpoint.$Properties} message Checkpoint message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Checkpoint.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.token != null && $Object.hasOwnProperty.call(message, "token"))
                    $root.weir.v1.LedgerToken.encode(message.token, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.count);
                if (message.checksum != null && $Object.hasOwnProperty.call(message, "checksum") && message.checksum !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.checksum);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Checkpoint message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.Checkpoint
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.Checkpoint & weir.v1.Checkpoint.$Shape} Checkpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Checkpoint.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.Checkpoint();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.token = $root.weir.v1.LedgerToken.decode(reader, reader.size(), $undefined, _depth + 1, message.token);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.checksum = value;
                            else
                                delete message.checksum;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Checkpoint;
        })();

        v1.ReportAppliedRequest = (function() {

            /**
             * Properties of a ReportAppliedRequest.
             * @typedef {Object} weir.v1.ReportAppliedRequest.$Properties
             * @property {string|null} [enforcer] ReportAppliedRequest enforcer
             * @property {string|null} [target] ReportAppliedRequest target
             * @property {weir.v1.LedgerToken.$Properties|null} [token] ReportAppliedRequest token
             * @property {Array.<weir.v1.AppliedDecision.$Properties>|null} [applied] ReportAppliedRequest applied
             * @property {number|null} [held] Decisions the target holds now.
             * @property {string|null} [alarm] Empty when all is well.
             * @property {Array.<weir.v1.DecisionHits.$Properties>|null} [hits] Of decisions that have refused requests since the report before.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReportAppliedRequest.
             * @memberof weir.v1
             * @interface IReportAppliedRequest
             * @augments weir.v1.ReportAppliedRequest.$Properties
             * @deprecated Use weir.v1.ReportAppliedRequest.$Properties instead.
             */

            /**
             * Shape of a ReportAppliedRequest.
             * @typedef {weir.v1.ReportAppliedRequest.$Properties} weir.v1.ReportAppliedRequest.$Shape
             */

            /**
             * Constructs a new ReportAppliedRequest.
             * @memberof weir.v1
             * @classdesc Represents a ReportAppliedRequest.
             * @constructor
             * @param {weir.v1.ReportAppliedRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReportAppliedRequest = function (properties) {
                this.applied = [];
                this.hits = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ReportAppliedRequest enforcer.
             * @member {string} enforcer
             * @memberof weir.v1.ReportAppliedRequest
             * @instance
             */
            ReportAppliedRequest.prototype.enforcer = "";

            /**
             * ReportAppliedRequest target.
             * @member {string} target
             * @memberof weir.v1.ReportAppliedRequest
             * @instance
             */
            ReportAppliedRequest.prototype.target = "";

            /**
             * ReportAppliedRequest token.
             * @member {weir.v1.LedgerToken.$Properties|null|undefined} token
             * @memberof weir.v1.ReportAppliedRequest
             * @instance
             */
            ReportAppliedRequest.prototype.token = null;

            /**
             * ReportAppliedRequest applied.
             * @member {Array.<weir.v1.AppliedDecision.$Properties>} applied
             * @memberof weir.v1.ReportAppliedRequest
             * @instance
             */
            ReportAppliedRequest.prototype.applied = $util.emptyArray;

            /**
             * Decisions the target holds now.
             * @member {number} held
             * @memberof weir.v1.ReportAppliedRequest
             * @instance
             */
            ReportAppliedRequest.prototype.held = 0;

            /**
             * Empty when all is well.
             * @member {string} alarm
             * @memberof weir.v1.ReportAppliedRequest
             * @instance
             */
            ReportAppliedRequest.prototype.alarm = "";

            /**
             * Of decisions that have refused requests since the report before.
             * @member {Array.<weir.v1.DecisionHits.$Properties>} hits
             * @memberof weir.v1.ReportAppliedRequest
             * @instance
             */
            ReportAppliedRequest.prototype.hits = $util.emptyArray;

            /**
             * Encodes the specified ReportAppliedRequest message. Does not implicitly {@link weir.v1.ReportAppliedRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ReportAppliedRequest
             * @static
             * @param {weir.v1.ReportAppliedRequest.$Properties} message ReportAppliedRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReportAppliedRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.enforcer != null && $Object.hasOwnProperty.call(message, "enforcer") && message.enforcer !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.enforcer);
                if (message.target != null && $Object.hasOwnProperty.call(message, "target") && message.target !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.target);
                if (message.token != null && $Object.hasOwnProperty.call(message, "token"))
                    $root.weir.v1.LedgerToken.encode(message.token, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.applied != null && message.applied.length)
                    for (let i = 0; i < message.applied.length; ++i)
                        $root.weir.v1.AppliedDecision.encode(message.applied[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.held != null && $Object.hasOwnProperty.call(message, "held") && message.held !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.held);
                if (message.alarm != null && $Object.hasOwnProperty.call(message, "alarm") && message.alarm !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.alarm);
                if (message.hits != null && message.hits.length)
                    for (let i = 0; i < message.hits.length; ++i)
                        $root.weir.v1.DecisionHits.encode(message.hits[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReportAppliedRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ReportAppliedRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ReportAppliedRequest & weir.v1.ReportAppliedRequest.$Shape} ReportAppliedRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReportAppliedRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ReportAppliedRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.enforcer = value;
                            else
                                delete message.enforcer;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.target = value;
                            else
                                delete message.target;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.token = $root.weir.v1.LedgerToken.decode(reader, reader.size(), $undefined, _depth + 1, message.token);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.applied && message.applied.length))
                                message.applied = [];
                            message.applied.push($root.weir.v1.AppliedDecision.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.held = value;
                            else
                                delete message.held;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.alarm = value;
                            else
                                delete message.alarm;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.hits && message.hits.length))
                                message.hits = [];
                            message.hits.push($root.weir.v1.DecisionHits.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ReportAppliedRequest;
        })();

        v1.DecisionHits = (function() {

            /**
             * Properties of a DecisionHits.
             * @typedef {Object} weir.v1.DecisionHits.$Properties
             * @property {string|null} [id] Of the decision.
             * @property {number|null} [refused] Requests refused. In a report: by this enforcer since its start.
             * @property {number|null} [lastSeenMs] Unix ms of the latest.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DecisionHits.
             * @memberof weir.v1
             * @interface IDecisionHits
             * @augments weir.v1.DecisionHits.$Properties
             * @deprecated Use weir.v1.DecisionHits.$Properties instead.
             */

            /**
             * Shape of a DecisionHits.
             * @typedef {weir.v1.DecisionHits.$Properties} weir.v1.DecisionHits.$Shape
             */

            /**
             * Constructs a new DecisionHits.
             * @memberof weir.v1
             * @classdesc Represents a DecisionHits.
             * @constructor
             * @param {weir.v1.DecisionHits.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DecisionHits = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Of the decision.
             * @member {string} id
             * @memberof weir.v1.DecisionHits
             * @instance
             */
            DecisionHits.prototype.id = "";

            /**
             * Requests refused. In a report: by this enforcer since its start.
             * @member {number} refused
             * @memberof weir.v1.DecisionHits
             * @instance
             */
            DecisionHits.prototype.refused = 0;

            /**
             * Unix ms of the latest.
             * @member {number} lastSeenMs
             * @memberof weir.v1.DecisionHits
             * @instance
             */
            DecisionHits.prototype.lastSeenMs = 0;

            /**
             * Encodes the specified DecisionHits message. Does not implicitly {@link weir.v1.DecisionHits.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.DecisionHits
             * @static
             * @param {weir.v1.DecisionHits.$Properties} message DecisionHits message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DecisionHits.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.refused != null && $Object.hasOwnProperty.call(message, "refused") && !$Object.is(message.refused, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.refused);
                if (message.lastSeenMs != null && $Object.hasOwnProperty.call(message, "lastSeenMs") && !$Object.is(message.lastSeenMs, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.lastSeenMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DecisionHits message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.DecisionHits
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.DecisionHits & weir.v1.DecisionHits.$Shape} DecisionHits
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DecisionHits.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.DecisionHits();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.refused = value;
                            else
                                delete message.refused;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.lastSeenMs = value;
                            else
                                delete message.lastSeenMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return DecisionHits;
        })();

        v1.AppliedDecision = (function() {

            /**
             * Properties of an AppliedDecision.
             * @typedef {Object} weir.v1.AppliedDecision.$Properties
             * @property {string|null} [id] AppliedDecision id
             * @property {number|null} [appliedMs] AppliedDecision appliedMs
             * @property {number|null} [ingestedMs] Of the evidence, as in the decision's stages: for the time from line to ban.
             * @property {string|null} [enforcer] AppliedDecision enforcer
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AppliedDecision.
             * @memberof weir.v1
             * @interface IAppliedDecision
             * @augments weir.v1.AppliedDecision.$Properties
             * @deprecated Use weir.v1.AppliedDecision.$Properties instead.
             */

            /**
             * Shape of an AppliedDecision.
             * @typedef {weir.v1.AppliedDecision.$Properties} weir.v1.AppliedDecision.$Shape
             */

            /**
             * Constructs a new AppliedDecision.
             * @memberof weir.v1
             * @classdesc Represents an AppliedDecision.
             * @constructor
             * @param {weir.v1.AppliedDecision.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AppliedDecision = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AppliedDecision id.
             * @member {string} id
             * @memberof weir.v1.AppliedDecision
             * @instance
             */
            AppliedDecision.prototype.id = "";

            /**
             * AppliedDecision appliedMs.
             * @member {number} appliedMs
             * @memberof weir.v1.AppliedDecision
             * @instance
             */
            AppliedDecision.prototype.appliedMs = 0;

            /**
             * Of the evidence, as in the decision's stages: for the time from line to ban.
             * @member {number} ingestedMs
             * @memberof weir.v1.AppliedDecision
             * @instance
             */
            AppliedDecision.prototype.ingestedMs = 0;

            /**
             * AppliedDecision enforcer.
             * @member {string} enforcer
             * @memberof weir.v1.AppliedDecision
             * @instance
             */
            AppliedDecision.prototype.enforcer = "";

            /**
             * Encodes the specified AppliedDecision message. Does not implicitly {@link weir.v1.AppliedDecision.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.AppliedDecision
             * @static
             * @param {weir.v1.AppliedDecision.$Properties} message AppliedDecision message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AppliedDecision.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.appliedMs != null && $Object.hasOwnProperty.call(message, "appliedMs") && !$Object.is(message.appliedMs, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.appliedMs);
                if (message.ingestedMs != null && $Object.hasOwnProperty.call(message, "ingestedMs") && !$Object.is(message.ingestedMs, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.ingestedMs);
                if (message.enforcer != null && $Object.hasOwnProperty.call(message, "enforcer") && message.enforcer !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.enforcer);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AppliedDecision message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.AppliedDecision
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.AppliedDecision & weir.v1.AppliedDecision.$Shape} AppliedDecision
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AppliedDecision.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.AppliedDecision();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.appliedMs = value;
                            else
                                delete message.appliedMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.ingestedMs = value;
                            else
                                delete message.ingestedMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.enforcer = value;
                            else
                                delete message.enforcer;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AppliedDecision;
        })();

        v1.ReportAppliedReply = (function() {

            /**
             * Properties of a ReportAppliedReply.
             * @typedef {Object} weir.v1.ReportAppliedReply.$Properties
             * @property {number|null} [nowMs] When it was answered, Unix ms of the decision service.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReportAppliedReply.
             * @memberof weir.v1
             * @interface IReportAppliedReply
             * @augments weir.v1.ReportAppliedReply.$Properties
             * @deprecated Use weir.v1.ReportAppliedReply.$Properties instead.
             */

            /**
             * Shape of a ReportAppliedReply.
             * @typedef {weir.v1.ReportAppliedReply.$Properties} weir.v1.ReportAppliedReply.$Shape
             */

            /**
             * Constructs a new ReportAppliedReply.
             * @memberof weir.v1
             * @classdesc Represents a ReportAppliedReply.
             * @constructor
             * @param {weir.v1.ReportAppliedReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReportAppliedReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * When it was answered, Unix ms of the decision service.
             * @member {number} nowMs
             * @memberof weir.v1.ReportAppliedReply
             * @instance
             */
            ReportAppliedReply.prototype.nowMs = 0;

            /**
             * Encodes the specified ReportAppliedReply message. Does not implicitly {@link weir.v1.ReportAppliedReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ReportAppliedReply
             * @static
             * @param {weir.v1.ReportAppliedReply.$Properties} message ReportAppliedReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReportAppliedReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nowMs != null && $Object.hasOwnProperty.call(message, "nowMs") && !$Object.is(message.nowMs, 0))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.nowMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReportAppliedReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ReportAppliedReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ReportAppliedReply & weir.v1.ReportAppliedReply.$Shape} ReportAppliedReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReportAppliedReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ReportAppliedReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.nowMs = value;
                            else
                                delete message.nowMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ReportAppliedReply;
        })();

        v1.EnforcerState = (function() {

            /**
             * Properties of an EnforcerState.
             * @typedef {Object} weir.v1.EnforcerState.$Properties
             * @property {string|null} [enforcer] EnforcerState enforcer
             * @property {string|null} [target] EnforcerState target
             * @property {weir.v1.LedgerToken.$Properties|null} [token] EnforcerState token
             * @property {number|null} [held] EnforcerState held
             * @property {string|null} [alarm] EnforcerState alarm
             * @property {number|null} [reportedMs] EnforcerState reportedMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EnforcerState.
             * @memberof weir.v1
             * @interface IEnforcerState
             * @augments weir.v1.EnforcerState.$Properties
             * @deprecated Use weir.v1.EnforcerState.$Properties instead.
             */

            /**
             * Shape of an EnforcerState.
             * @typedef {weir.v1.EnforcerState.$Properties} weir.v1.EnforcerState.$Shape
             */

            /**
             * Constructs a new EnforcerState.
             * @memberof weir.v1
             * @classdesc Represents an EnforcerState.
             * @constructor
             * @param {weir.v1.EnforcerState.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EnforcerState = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EnforcerState enforcer.
             * @member {string} enforcer
             * @memberof weir.v1.EnforcerState
             * @instance
             */
            EnforcerState.prototype.enforcer = "";

            /**
             * EnforcerState target.
             * @member {string} target
             * @memberof weir.v1.EnforcerState
             * @instance
             */
            EnforcerState.prototype.target = "";

            /**
             * EnforcerState token.
             * @member {weir.v1.LedgerToken.$Properties|null|undefined} token
             * @memberof weir.v1.EnforcerState
             * @instance
             */
            EnforcerState.prototype.token = null;

            /**
             * EnforcerState held.
             * @member {number} held
             * @memberof weir.v1.EnforcerState
             * @instance
             */
            EnforcerState.prototype.held = 0;

            /**
             * EnforcerState alarm.
             * @member {string} alarm
             * @memberof weir.v1.EnforcerState
             * @instance
             */
            EnforcerState.prototype.alarm = "";

            /**
             * EnforcerState reportedMs.
             * @member {number} reportedMs
             * @memberof weir.v1.EnforcerState
             * @instance
             */
            EnforcerState.prototype.reportedMs = 0;

            /**
             * Encodes the specified EnforcerState message. Does not implicitly {@link weir.v1.EnforcerState.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.EnforcerState
             * @static
             * @param {weir.v1.EnforcerState.$Properties} message EnforcerState message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EnforcerState.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.enforcer != null && $Object.hasOwnProperty.call(message, "enforcer") && message.enforcer !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.enforcer);
                if (message.target != null && $Object.hasOwnProperty.call(message, "target") && message.target !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.target);
                if (message.token != null && $Object.hasOwnProperty.call(message, "token"))
                    $root.weir.v1.LedgerToken.encode(message.token, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.held != null && $Object.hasOwnProperty.call(message, "held") && message.held !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.held);
                if (message.alarm != null && $Object.hasOwnProperty.call(message, "alarm") && message.alarm !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.alarm);
                if (message.reportedMs != null && $Object.hasOwnProperty.call(message, "reportedMs") && !$Object.is(message.reportedMs, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.reportedMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EnforcerState message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.EnforcerState
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.EnforcerState & weir.v1.EnforcerState.$Shape} EnforcerState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EnforcerState.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.EnforcerState();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.enforcer = value;
                            else
                                delete message.enforcer;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.target = value;
                            else
                                delete message.target;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.token = $root.weir.v1.LedgerToken.decode(reader, reader.size(), $undefined, _depth + 1, message.token);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.held = value;
                            else
                                delete message.held;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.alarm = value;
                            else
                                delete message.alarm;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.reportedMs = value;
                            else
                                delete message.reportedMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EnforcerState;
        })();

        v1.EventBatch = (function() {

            /**
             * Properties of an EventBatch.
             * @typedef {Object} weir.v1.EventBatch.$Properties
             * @property {number|null} [rows] Rows of every column below. 0 for a batch that only carries watermarks.
             * @property {string|null} [collector] Who cut the batch. An identity belongs to one spool: a collector that has
             * lost its spool takes a new one.
             * @property {number|null} [shard] EventBatch shard
             * @property {number|null} [shardMapVersion] Version of the shard map that `shard` was computed with. A shard refuses
             * batches of another version.
             * @property {number|null} [number] 1, 2, 3 ... without gaps for each (collector, shard). Carries exactly-once
             * delivery beyond JetStream's dedupe window.
             * @property {string|null} [traceparent] W3C trace context of the publish span; empty when tracing is off.
             * @property {number|null} [ingestedMs] Unix ms when the first line of the batch was read from its source.
             * @property {number|null} [publishedMs] Unix ms when the batch was cut and handed to the publisher.
             * @property {Array.<weir.v1.SourceSpan.$Properties>|null} [sources] Where the rows came from.
             * @property {Uint8Array|null} [source] u8: index into `sources`.
             * @property {Uint8Array|null} [position] u32: where the line starts, relative to the span's `from`.
             * @property {Uint8Array|null} [timeMs] f64: event time, Unix ms.
             * @property {Uint8Array|null} [address] 4 x u32 a row: the client's address, most significant word first; IPv4 as
             * ::ffff:a.b.c.d.
             * @property {Uint8Array|null} [status] u16
             * @property {Uint8Array|null} [bytesSent] f64: bytes of the response.
             * @property {Uint8Array|null} [requestTimeUs] u32: time taken to serve the request, microseconds, 0 when unknown.
             * @property {Uint8Array|null} [flags] u8: bit 0 refused by Weir itself, bit 1 late (older than the source's
             * watermark when read), bit 2 the request line was no HTTP request, bit 3 it
             * tells of a WAF rule that matched.
             * @property {Uint8Array|null} [requestBytes] f64: bytes of the request, 0 when unknown.
             * @property {Uint8Array|null} [wafSeverity] u8: severity of a WAF rule that matched, as syslog counts them: 0 emergency
             * to 7 debug. Only where there is a waf_rule.
             * @property {weir.v1.TextColumn.$Properties|null} [host] EventBatch host
             * @property {weir.v1.TextColumn.$Properties|null} [method] EventBatch method
             * @property {weir.v1.TextColumn.$Properties|null} [path] Without the query, as the client sent it (percent-encoded).
             * @property {weir.v1.TextColumn.$Properties|null} [query] EventBatch query
             * @property {weir.v1.TextColumn.$Properties|null} [protocol] EventBatch protocol
             * @property {weir.v1.TextColumn.$Properties|null} [userAgent] EventBatch userAgent
             * @property {weir.v1.TextColumn.$Properties|null} [referer] EventBatch referer
             * @property {weir.v1.TextColumn.$Properties|null} [user] EventBatch user
             * @property {weir.v1.TextColumn.$Properties|null} [requestId] EventBatch requestId
             * @property {weir.v1.TextColumn.$Properties|null} [wafRule] Id of the WAF rule that the event tells of; empty for a plain request.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EventBatch.
             * @memberof weir.v1
             * @interface IEventBatch
             * @augments weir.v1.EventBatch.$Properties
             * @deprecated Use weir.v1.EventBatch.$Properties instead.
             */

            /**
             * Shape of an EventBatch.
             * @typedef {weir.v1.EventBatch.$Properties} weir.v1.EventBatch.$Shape
             */

            /**
             * Constructs a new EventBatch.
             * @memberof weir.v1
             * @classdesc Represents an EventBatch.
             * @constructor
             * @param {weir.v1.EventBatch.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EventBatch = function (properties) {
                this.sources = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Rows of every column below. 0 for a batch that only carries watermarks.
             * @member {number} rows
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.rows = 0;

            /**
             * Who cut the batch. An identity belongs to one spool: a collector that has
             * lost its spool takes a new one.
             * @member {string} collector
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.collector = "";

            /**
             * EventBatch shard.
             * @member {number} shard
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.shard = 0;

            /**
             * Version of the shard map that `shard` was computed with. A shard refuses
             * batches of another version.
             * @member {number} shardMapVersion
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.shardMapVersion = 0;

            /**
             * 1, 2, 3 ... without gaps for each (collector, shard). Carries exactly-once
             * delivery beyond JetStream's dedupe window.
             * @member {number} number
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.number = 0;

            /**
             * W3C trace context of the publish span; empty when tracing is off.
             * @member {string} traceparent
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.traceparent = "";

            /**
             * Unix ms when the first line of the batch was read from its source.
             * @member {number} ingestedMs
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.ingestedMs = 0;

            /**
             * Unix ms when the batch was cut and handed to the publisher.
             * @member {number} publishedMs
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.publishedMs = 0;

            /**
             * Where the rows came from.
             * @member {Array.<weir.v1.SourceSpan.$Properties>} sources
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.sources = $util.emptyArray;

            /**
             * u8: index into `sources`.
             * @member {Uint8Array} source
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.source = $util.newBuffer([]);

            /**
             * u32: where the line starts, relative to the span's `from`.
             * @member {Uint8Array} position
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.position = $util.newBuffer([]);

            /**
             * f64: event time, Unix ms.
             * @member {Uint8Array} timeMs
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.timeMs = $util.newBuffer([]);

            /**
             * 4 x u32 a row: the client's address, most significant word first; IPv4 as
             * ::ffff:a.b.c.d.
             * @member {Uint8Array} address
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.address = $util.newBuffer([]);

            /**
             * u16
             * @member {Uint8Array} status
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.status = $util.newBuffer([]);

            /**
             * f64: bytes of the response.
             * @member {Uint8Array} bytesSent
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.bytesSent = $util.newBuffer([]);

            /**
             * u32: time taken to serve the request, microseconds, 0 when unknown.
             * @member {Uint8Array} requestTimeUs
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.requestTimeUs = $util.newBuffer([]);

            /**
             * u8: bit 0 refused by Weir itself, bit 1 late (older than the source's
             * watermark when read), bit 2 the request line was no HTTP request, bit 3 it
             * tells of a WAF rule that matched.
             * @member {Uint8Array} flags
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.flags = $util.newBuffer([]);

            /**
             * f64: bytes of the request, 0 when unknown.
             * @member {Uint8Array} requestBytes
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.requestBytes = $util.newBuffer([]);

            /**
             * u8: severity of a WAF rule that matched, as syslog counts them: 0 emergency
             * to 7 debug. Only where there is a waf_rule.
             * @member {Uint8Array} wafSeverity
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.wafSeverity = $util.newBuffer([]);

            /**
             * EventBatch host.
             * @member {weir.v1.TextColumn.$Properties|null|undefined} host
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.host = null;

            /**
             * EventBatch method.
             * @member {weir.v1.TextColumn.$Properties|null|undefined} method
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.method = null;

            /**
             * Without the query, as the client sent it (percent-encoded).
             * @member {weir.v1.TextColumn.$Properties|null|undefined} path
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.path = null;

            /**
             * EventBatch query.
             * @member {weir.v1.TextColumn.$Properties|null|undefined} query
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.query = null;

            /**
             * EventBatch protocol.
             * @member {weir.v1.TextColumn.$Properties|null|undefined} protocol
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.protocol = null;

            /**
             * EventBatch userAgent.
             * @member {weir.v1.TextColumn.$Properties|null|undefined} userAgent
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.userAgent = null;

            /**
             * EventBatch referer.
             * @member {weir.v1.TextColumn.$Properties|null|undefined} referer
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.referer = null;

            /**
             * EventBatch user.
             * @member {weir.v1.TextColumn.$Properties|null|undefined} user
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.user = null;

            /**
             * EventBatch requestId.
             * @member {weir.v1.TextColumn.$Properties|null|undefined} requestId
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.requestId = null;

            /**
             * Id of the WAF rule that the event tells of; empty for a plain request.
             * @member {weir.v1.TextColumn.$Properties|null|undefined} wafRule
             * @memberof weir.v1.EventBatch
             * @instance
             */
            EventBatch.prototype.wafRule = null;

            /**
             * Encodes the specified EventBatch message. Does not implicitly {@link weir.v1.EventBatch.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.EventBatch
             * @static
             * @param {weir.v1.EventBatch.$Properties} message EventBatch message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EventBatch.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.rows != null && $Object.hasOwnProperty.call(message, "rows") && message.rows !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.rows);
                if (message.collector != null && $Object.hasOwnProperty.call(message, "collector") && message.collector !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.collector);
                if (message.shard != null && $Object.hasOwnProperty.call(message, "shard") && message.shard !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.shard);
                if (message.shardMapVersion != null && $Object.hasOwnProperty.call(message, "shardMapVersion") && message.shardMapVersion !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.shardMapVersion);
                if (message.number != null && $Object.hasOwnProperty.call(message, "number") && !$Object.is(message.number, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.number);
                if (message.traceparent != null && $Object.hasOwnProperty.call(message, "traceparent") && message.traceparent !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.traceparent);
                if (message.ingestedMs != null && $Object.hasOwnProperty.call(message, "ingestedMs") && !$Object.is(message.ingestedMs, 0))
                    writer.uint32(/* id 7, wireType 1 =*/57).double(message.ingestedMs);
                if (message.publishedMs != null && $Object.hasOwnProperty.call(message, "publishedMs") && !$Object.is(message.publishedMs, 0))
                    writer.uint32(/* id 8, wireType 1 =*/65).double(message.publishedMs);
                if (message.sources != null && message.sources.length)
                    for (let i = 0; i < message.sources.length; ++i)
                        $root.weir.v1.SourceSpan.encode(message.sources[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.source != null && $Object.hasOwnProperty.call(message, "source") && message.source.length)
                    writer.uint32(/* id 16, wireType 2 =*/130).bytes(message.source);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position") && message.position.length)
                    writer.uint32(/* id 17, wireType 2 =*/138).bytes(message.position);
                if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && message.timeMs.length)
                    writer.uint32(/* id 18, wireType 2 =*/146).bytes(message.timeMs);
                if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address.length)
                    writer.uint32(/* id 19, wireType 2 =*/154).bytes(message.address);
                if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status.length)
                    writer.uint32(/* id 20, wireType 2 =*/162).bytes(message.status);
                if (message.bytesSent != null && $Object.hasOwnProperty.call(message, "bytesSent") && message.bytesSent.length)
                    writer.uint32(/* id 21, wireType 2 =*/170).bytes(message.bytesSent);
                if (message.requestTimeUs != null && $Object.hasOwnProperty.call(message, "requestTimeUs") && message.requestTimeUs.length)
                    writer.uint32(/* id 22, wireType 2 =*/178).bytes(message.requestTimeUs);
                if (message.flags != null && $Object.hasOwnProperty.call(message, "flags") && message.flags.length)
                    writer.uint32(/* id 23, wireType 2 =*/186).bytes(message.flags);
                if (message.requestBytes != null && $Object.hasOwnProperty.call(message, "requestBytes") && message.requestBytes.length)
                    writer.uint32(/* id 24, wireType 2 =*/194).bytes(message.requestBytes);
                if (message.wafSeverity != null && $Object.hasOwnProperty.call(message, "wafSeverity") && message.wafSeverity.length)
                    writer.uint32(/* id 25, wireType 2 =*/202).bytes(message.wafSeverity);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host"))
                    $root.weir.v1.TextColumn.encode(message.host, writer.uint32(/* id 32, wireType 2 =*/258).fork(), _depth + 1).ldelim();
                if (message.method != null && $Object.hasOwnProperty.call(message, "method"))
                    $root.weir.v1.TextColumn.encode(message.method, writer.uint32(/* id 33, wireType 2 =*/266).fork(), _depth + 1).ldelim();
                if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                    $root.weir.v1.TextColumn.encode(message.path, writer.uint32(/* id 34, wireType 2 =*/274).fork(), _depth + 1).ldelim();
                if (message.query != null && $Object.hasOwnProperty.call(message, "query"))
                    $root.weir.v1.TextColumn.encode(message.query, writer.uint32(/* id 35, wireType 2 =*/282).fork(), _depth + 1).ldelim();
                if (message.protocol != null && $Object.hasOwnProperty.call(message, "protocol"))
                    $root.weir.v1.TextColumn.encode(message.protocol, writer.uint32(/* id 36, wireType 2 =*/290).fork(), _depth + 1).ldelim();
                if (message.userAgent != null && $Object.hasOwnProperty.call(message, "userAgent"))
                    $root.weir.v1.TextColumn.encode(message.userAgent, writer.uint32(/* id 37, wireType 2 =*/298).fork(), _depth + 1).ldelim();
                if (message.referer != null && $Object.hasOwnProperty.call(message, "referer"))
                    $root.weir.v1.TextColumn.encode(message.referer, writer.uint32(/* id 38, wireType 2 =*/306).fork(), _depth + 1).ldelim();
                if (message.user != null && $Object.hasOwnProperty.call(message, "user"))
                    $root.weir.v1.TextColumn.encode(message.user, writer.uint32(/* id 39, wireType 2 =*/314).fork(), _depth + 1).ldelim();
                if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId"))
                    $root.weir.v1.TextColumn.encode(message.requestId, writer.uint32(/* id 40, wireType 2 =*/322).fork(), _depth + 1).ldelim();
                if (message.wafRule != null && $Object.hasOwnProperty.call(message, "wafRule"))
                    $root.weir.v1.TextColumn.encode(message.wafRule, writer.uint32(/* id 41, wireType 2 =*/330).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EventBatch message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.EventBatch
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.EventBatch & weir.v1.EventBatch.$Shape} EventBatch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EventBatch.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.EventBatch();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rows = value;
                            else
                                delete message.rows;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.collector = value;
                            else
                                delete message.collector;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.shard = value;
                            else
                                delete message.shard;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.shardMapVersion = value;
                            else
                                delete message.shardMapVersion;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.number = value;
                            else
                                delete message.number;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.traceparent = value;
                            else
                                delete message.traceparent;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.ingestedMs = value;
                            else
                                delete message.ingestedMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.publishedMs = value;
                            else
                                delete message.publishedMs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.sources && message.sources.length))
                                message.sources = [];
                            message.sources.push($root.weir.v1.SourceSpan.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.source = value;
                            else
                                delete message.source;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.position = value;
                            else
                                delete message.position;
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.timeMs = value;
                            else
                                delete message.timeMs;
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.address = value;
                            else
                                delete message.address;
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.status = value;
                            else
                                delete message.status;
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.bytesSent = value;
                            else
                                delete message.bytesSent;
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.requestTimeUs = value;
                            else
                                delete message.requestTimeUs;
                            continue;
                        }
                    case 23: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.flags = value;
                            else
                                delete message.flags;
                            continue;
                        }
                    case 24: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.requestBytes = value;
                            else
                                delete message.requestBytes;
                            continue;
                        }
                    case 25: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.wafSeverity = value;
                            else
                                delete message.wafSeverity;
                            continue;
                        }
                    case 32: {
                            if (wireType !== 2)
                                break;
                            message.host = $root.weir.v1.TextColumn.decode(reader, reader.size(), $undefined, _depth + 1, message.host);
                            continue;
                        }
                    case 33: {
                            if (wireType !== 2)
                                break;
                            message.method = $root.weir.v1.TextColumn.decode(reader, reader.size(), $undefined, _depth + 1, message.method);
                            continue;
                        }
                    case 34: {
                            if (wireType !== 2)
                                break;
                            message.path = $root.weir.v1.TextColumn.decode(reader, reader.size(), $undefined, _depth + 1, message.path);
                            continue;
                        }
                    case 35: {
                            if (wireType !== 2)
                                break;
                            message.query = $root.weir.v1.TextColumn.decode(reader, reader.size(), $undefined, _depth + 1, message.query);
                            continue;
                        }
                    case 36: {
                            if (wireType !== 2)
                                break;
                            message.protocol = $root.weir.v1.TextColumn.decode(reader, reader.size(), $undefined, _depth + 1, message.protocol);
                            continue;
                        }
                    case 37: {
                            if (wireType !== 2)
                                break;
                            message.userAgent = $root.weir.v1.TextColumn.decode(reader, reader.size(), $undefined, _depth + 1, message.userAgent);
                            continue;
                        }
                    case 38: {
                            if (wireType !== 2)
                                break;
                            message.referer = $root.weir.v1.TextColumn.decode(reader, reader.size(), $undefined, _depth + 1, message.referer);
                            continue;
                        }
                    case 39: {
                            if (wireType !== 2)
                                break;
                            message.user = $root.weir.v1.TextColumn.decode(reader, reader.size(), $undefined, _depth + 1, message.user);
                            continue;
                        }
                    case 40: {
                            if (wireType !== 2)
                                break;
                            message.requestId = $root.weir.v1.TextColumn.decode(reader, reader.size(), $undefined, _depth + 1, message.requestId);
                            continue;
                        }
                    case 41: {
                            if (wireType !== 2)
                                break;
                            message.wafRule = $root.weir.v1.TextColumn.decode(reader, reader.size(), $undefined, _depth + 1, message.wafRule);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EventBatch;
        })();

        v1.SourceSpan = (function() {

            /**
             * Properties of a SourceSpan.
             * @typedef {Object} weir.v1.SourceSpan.$Properties
             * @property {string|null} [name] The configured name of the source.
             * @property {string|null} [identity] What is read now: for a file, device, inode and fingerprint.
             * @property {number|null} [from] First byte of the first row's line.
             * @property {number|null} [to] All of the shard's lines that start before this are in this batch or in one
             * with a smaller number.
             * @property {number|null} [watermarkMs] Event time up to which the source is complete: the newest time seen, less
             * the lateness that is allowed (30 s).
             * @property {number|null} [fields] Bit i: the format gives the i-th field of the field list (libs/domain/event).
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SourceSpan.
             * @memberof weir.v1
             * @interface ISourceSpan
             * @augments weir.v1.SourceSpan.$Properties
             * @deprecated Use weir.v1.SourceSpan.$Properties instead.
             */

            /**
             * Shape of a SourceSpan.
             * @typedef {weir.v1.SourceSpan.$Properties} weir.v1.SourceSpan.$Shape
             */

            /**
             * Constructs a new SourceSpan.
             * @memberof weir.v1
             * @classdesc A run of one source that the batch covers.
             * @constructor
             * @param {weir.v1.SourceSpan.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SourceSpan = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * The configured name of the source.
             * @member {string} name
             * @memberof weir.v1.SourceSpan
             * @instance
             */
            SourceSpan.prototype.name = "";

            /**
             * What is read now: for a file, device, inode and fingerprint.
             * @member {string} identity
             * @memberof weir.v1.SourceSpan
             * @instance
             */
            SourceSpan.prototype.identity = "";

            /**
             * First byte of the first row's line.
             * @member {number} from
             * @memberof weir.v1.SourceSpan
             * @instance
             */
            SourceSpan.prototype.from = 0;

            /**
             * All of the shard's lines that start before this are in this batch or in one
             * with a smaller number.
             * @member {number} to
             * @memberof weir.v1.SourceSpan
             * @instance
             */
            SourceSpan.prototype.to = 0;

            /**
             * Event time up to which the source is complete: the newest time seen, less
             * the lateness that is allowed (30 s).
             * @member {number} watermarkMs
             * @memberof weir.v1.SourceSpan
             * @instance
             */
            SourceSpan.prototype.watermarkMs = 0;

            /**
             * Bit i: the format gives the i-th field of the field list (libs/domain/event).
             * @member {number} fields
             * @memberof weir.v1.SourceSpan
             * @instance
             */
            SourceSpan.prototype.fields = 0;

            /**
             * Encodes the specified SourceSpan message. Does not implicitly {@link weir.v1.SourceSpan.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.SourceSpan
             * @static
             * @param {weir.v1.SourceSpan.$Properties} message SourceSpan message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SourceSpan.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.identity != null && $Object.hasOwnProperty.call(message, "identity") && message.identity !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.identity);
                if (message.from != null && $Object.hasOwnProperty.call(message, "from") && !$Object.is(message.from, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.from);
                if (message.to != null && $Object.hasOwnProperty.call(message, "to") && !$Object.is(message.to, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.to);
                if (message.watermarkMs != null && $Object.hasOwnProperty.call(message, "watermarkMs") && !$Object.is(message.watermarkMs, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.watermarkMs);
                if (message.fields != null && $Object.hasOwnProperty.call(message, "fields") && message.fields !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.fields);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SourceSpan message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.SourceSpan
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.SourceSpan & weir.v1.SourceSpan.$Shape} SourceSpan
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SourceSpan.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.SourceSpan();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.identity = value;
                            else
                                delete message.identity;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.from = value;
                            else
                                delete message.from;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.to = value;
                            else
                                delete message.to;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.watermarkMs = value;
                            else
                                delete message.watermarkMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.fields = value;
                            else
                                delete message.fields;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SourceSpan;
        })();

        v1.TextColumn = (function() {

            /**
             * Properties of a TextColumn.
             * @typedef {Object} weir.v1.TextColumn.$Properties
             * @property {Uint8Array|null} [data] The distinct values, one after the other, as logged (after unescaping).
             * @property {Uint8Array|null} [ends] u32: where value i ends in `data`. Value 0 is the empty string.
             * @property {Uint8Array|null} [index] u16 for each row: which value.
             * @property {Array.<weir.v1.CutValue.$Properties>|null} [cuts] The values that were longer than the cap, by ascending `value`.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TextColumn.
             * @memberof weir.v1
             * @interface ITextColumn
             * @augments weir.v1.TextColumn.$Properties
             * @deprecated Use weir.v1.TextColumn.$Properties instead.
             */

            /**
             * Shape of a TextColumn.
             * @typedef {weir.v1.TextColumn.$Properties} weir.v1.TextColumn.$Shape
             */

            /**
             * Constructs a new TextColumn.
             * @memberof weir.v1
             * @classdesc Represents a TextColumn.
             * @constructor
             * @param {weir.v1.TextColumn.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TextColumn = function (properties) {
                this.cuts = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * The distinct values, one after the other, as logged (after unescaping).
             * @member {Uint8Array} data
             * @memberof weir.v1.TextColumn
             * @instance
             */
            TextColumn.prototype.data = $util.newBuffer([]);

            /**
             * u32: where value i ends in `data`. Value 0 is the empty string.
             * @member {Uint8Array} ends
             * @memberof weir.v1.TextColumn
             * @instance
             */
            TextColumn.prototype.ends = $util.newBuffer([]);

            /**
             * u16 for each row: which value.
             * @member {Uint8Array} index
             * @memberof weir.v1.TextColumn
             * @instance
             */
            TextColumn.prototype.index = $util.newBuffer([]);

            /**
             * The values that were longer than the cap, by ascending `value`.
             * @member {Array.<weir.v1.CutValue.$Properties>} cuts
             * @memberof weir.v1.TextColumn
             * @instance
             */
            TextColumn.prototype.cuts = $util.emptyArray;

            /**
             * Encodes the specified TextColumn message. Does not implicitly {@link weir.v1.TextColumn.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.TextColumn
             * @static
             * @param {weir.v1.TextColumn.$Properties} message TextColumn message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TextColumn.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.data);
                if (message.ends != null && $Object.hasOwnProperty.call(message, "ends") && message.ends.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.ends);
                if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.index);
                if (message.cuts != null && message.cuts.length)
                    for (let i = 0; i < message.cuts.length; ++i)
                        $root.weir.v1.CutValue.encode(message.cuts[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TextColumn message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.TextColumn
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.TextColumn & weir.v1.TextColumn.$Shape} TextColumn
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TextColumn.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.TextColumn();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.data = value;
                            else
                                delete message.data;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.ends = value;
                            else
                                delete message.ends;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.index = value;
                            else
                                delete message.index;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.cuts && message.cuts.length))
                                message.cuts = [];
                            message.cuts.push($root.weir.v1.CutValue.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TextColumn;
        })();

        v1.CutValue = (function() {

            /**
             * Properties of a CutValue.
             * @typedef {Object} weir.v1.CutValue.$Properties
             * @property {number|null} [value] CutValue value
             * @property {number|null} [length] Bytes of the whole.
             * @property {Uint8Array|null} [digest] First 8 bytes of SHA-256 of the whole, so that long values stay distinct.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CutValue.
             * @memberof weir.v1
             * @interface ICutValue
             * @augments weir.v1.CutValue.$Properties
             * @deprecated Use weir.v1.CutValue.$Properties instead.
             */

            /**
             * Shape of a CutValue.
             * @typedef {weir.v1.CutValue.$Properties} weir.v1.CutValue.$Shape
             */

            /**
             * Constructs a new CutValue.
             * @memberof weir.v1
             * @classdesc A value of which only the beginning is kept.
             * @constructor
             * @param {weir.v1.CutValue.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CutValue = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CutValue value.
             * @member {number} value
             * @memberof weir.v1.CutValue
             * @instance
             */
            CutValue.prototype.value = 0;

            /**
             * Bytes of the whole.
             * @member {number} length
             * @memberof weir.v1.CutValue
             * @instance
             */
            CutValue.prototype.length = 0;

            /**
             * First 8 bytes of SHA-256 of the whole, so that long values stay distinct.
             * @member {Uint8Array} digest
             * @memberof weir.v1.CutValue
             * @instance
             */
            CutValue.prototype.digest = $util.newBuffer([]);

            /**
             * Encodes the specified CutValue message. Does not implicitly {@link weir.v1.CutValue.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.CutValue
             * @static
             * @param {weir.v1.CutValue.$Properties} message CutValue message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CutValue.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.value);
                if (message.length != null && $Object.hasOwnProperty.call(message, "length") && message.length !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.length);
                if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.digest);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CutValue message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.CutValue
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.CutValue & weir.v1.CutValue.$Shape} CutValue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CutValue.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.CutValue();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.length = value;
                            else
                                delete message.length;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.digest = value;
                            else
                                delete message.digest;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CutValue;
        })();

        v1.RevokeRequest = (function() {

            /**
             * Properties of a RevokeRequest.
             * @typedef {Object} weir.v1.RevokeRequest.$Properties
             * @property {string|null} [scenario] A scenario or a policy.
             * @property {string|null} [version] Of the scenario; any when empty.
             * @property {string|null} [policy] RevokeRequest policy
             * @property {string|null} [author] RevokeRequest author
             * @property {string|null} [reason] RevokeRequest reason
             * @property {boolean|null} [dryRun] Only says how many.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RevokeRequest.
             * @memberof weir.v1
             * @interface IRevokeRequest
             * @augments weir.v1.RevokeRequest.$Properties
             * @deprecated Use weir.v1.RevokeRequest.$Properties instead.
             */

            /**
             * Shape of a RevokeRequest.
             * @typedef {weir.v1.RevokeRequest.$Properties} weir.v1.RevokeRequest.$Shape
             */

            /**
             * Constructs a new RevokeRequest.
             * @memberof weir.v1
             * @classdesc Represents a RevokeRequest.
             * @constructor
             * @param {weir.v1.RevokeRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RevokeRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * A scenario or a policy.
             * @member {string} scenario
             * @memberof weir.v1.RevokeRequest
             * @instance
             */
            RevokeRequest.prototype.scenario = "";

            /**
             * Of the scenario; any when empty.
             * @member {string} version
             * @memberof weir.v1.RevokeRequest
             * @instance
             */
            RevokeRequest.prototype.version = "";

            /**
             * RevokeRequest policy.
             * @member {string} policy
             * @memberof weir.v1.RevokeRequest
             * @instance
             */
            RevokeRequest.prototype.policy = "";

            /**
             * RevokeRequest author.
             * @member {string} author
             * @memberof weir.v1.RevokeRequest
             * @instance
             */
            RevokeRequest.prototype.author = "";

            /**
             * RevokeRequest reason.
             * @member {string} reason
             * @memberof weir.v1.RevokeRequest
             * @instance
             */
            RevokeRequest.prototype.reason = "";

            /**
             * Only says how many.
             * @member {boolean} dryRun
             * @memberof weir.v1.RevokeRequest
             * @instance
             */
            RevokeRequest.prototype.dryRun = false;

            /**
             * Encodes the specified RevokeRequest message. Does not implicitly {@link weir.v1.RevokeRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.RevokeRequest
             * @static
             * @param {weir.v1.RevokeRequest.$Properties} message RevokeRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RevokeRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.scenario != null && $Object.hasOwnProperty.call(message, "scenario") && message.scenario !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.scenario);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.version);
                if (message.policy != null && $Object.hasOwnProperty.call(message, "policy") && message.policy !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.policy);
                if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.author);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.reason);
                if (message.dryRun != null && $Object.hasOwnProperty.call(message, "dryRun") && message.dryRun !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.dryRun);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RevokeRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.RevokeRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.RevokeRequest & weir.v1.RevokeRequest.$Shape} RevokeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RevokeRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.RevokeRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.scenario = value;
                            else
                                delete message.scenario;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.policy = value;
                            else
                                delete message.policy;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.author = value;
                            else
                                delete message.author;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.dryRun = value;
                            else
                                delete message.dryRun;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RevokeRequest;
        })();

        v1.RevokeReply = (function() {

            /**
             * Properties of a RevokeReply.
             * @typedef {Object} weir.v1.RevokeReply.$Properties
             * @property {number|null} [lifted] Entries that are in force no more, and those that others still hold.
             * @property {number|null} [kept] RevokeReply kept
             * @property {number|null} [left] Entries for which there was no time in this call: call again.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RevokeReply.
             * @memberof weir.v1
             * @interface IRevokeReply
             * @augments weir.v1.RevokeReply.$Properties
             * @deprecated Use weir.v1.RevokeReply.$Properties instead.
             */

            /**
             * Shape of a RevokeReply.
             * @typedef {weir.v1.RevokeReply.$Properties} weir.v1.RevokeReply.$Shape
             */

            /**
             * Constructs a new RevokeReply.
             * @memberof weir.v1
             * @classdesc Represents a RevokeReply.
             * @constructor
             * @param {weir.v1.RevokeReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RevokeReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Entries that are in force no more, and those that others still hold.
             * @member {number} lifted
             * @memberof weir.v1.RevokeReply
             * @instance
             */
            RevokeReply.prototype.lifted = 0;

            /**
             * RevokeReply kept.
             * @member {number} kept
             * @memberof weir.v1.RevokeReply
             * @instance
             */
            RevokeReply.prototype.kept = 0;

            /**
             * Entries for which there was no time in this call: call again.
             * @member {number} left
             * @memberof weir.v1.RevokeReply
             * @instance
             */
            RevokeReply.prototype.left = 0;

            /**
             * Encodes the specified RevokeReply message. Does not implicitly {@link weir.v1.RevokeReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.RevokeReply
             * @static
             * @param {weir.v1.RevokeReply.$Properties} message RevokeReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RevokeReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.lifted != null && $Object.hasOwnProperty.call(message, "lifted") && message.lifted !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.lifted);
                if (message.kept != null && $Object.hasOwnProperty.call(message, "kept") && message.kept !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.kept);
                if (message.left != null && $Object.hasOwnProperty.call(message, "left") && message.left !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.left);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RevokeReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.RevokeReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.RevokeReply & weir.v1.RevokeReply.$Shape} RevokeReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RevokeReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.RevokeReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.lifted = value;
                            else
                                delete message.lifted;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.kept = value;
                            else
                                delete message.kept;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.left = value;
                            else
                                delete message.left;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RevokeReply;
        })();

        v1.GuardStateRequest = (function() {

            /**
             * Properties of a GuardStateRequest.
             * @typedef {Object} weir.v1.GuardStateRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GuardStateRequest.
             * @memberof weir.v1
             * @interface IGuardStateRequest
             * @augments weir.v1.GuardStateRequest.$Properties
             * @deprecated Use weir.v1.GuardStateRequest.$Properties instead.
             */

            /**
             * Shape of a GuardStateRequest.
             * @typedef {weir.v1.GuardStateRequest.$Properties} weir.v1.GuardStateRequest.$Shape
             */

            /**
             * Constructs a new GuardStateRequest.
             * @memberof weir.v1
             * @classdesc Represents a GuardStateRequest.
             * @constructor
             * @param {weir.v1.GuardStateRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GuardStateRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Encodes the specified GuardStateRequest message. Does not implicitly {@link weir.v1.GuardStateRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.GuardStateRequest
             * @static
             * @param {weir.v1.GuardStateRequest.$Properties} message GuardStateRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GuardStateRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GuardStateRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.GuardStateRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.GuardStateRequest & weir.v1.GuardStateRequest.$Shape} GuardStateRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GuardStateRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.GuardStateRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GuardStateRequest;
        })();

        v1.GuardStateReply = (function() {

            /**
             * Properties of a GuardStateReply.
             * @typedef {Object} weir.v1.GuardStateReply.$Properties
             * @property {string|null} [mode] enforce, alarm or off
             * @property {number|null} [clients] Clients of the last minute, of all range shards; unset while no analyzer was heard.
             * @property {number|null} [successfulClients] GuardStateReply successfulClients
             * @property {Array.<weir.v1.GuardTrip.$Properties>|null} [trips] The latest last; those that were released lately too.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GuardStateReply.
             * @memberof weir.v1
             * @interface IGuardStateReply
             * @augments weir.v1.GuardStateReply.$Properties
             * @deprecated Use weir.v1.GuardStateReply.$Properties instead.
             */

            /**
             * Shape of a GuardStateReply.
             * @typedef {weir.v1.GuardStateReply.$Properties} weir.v1.GuardStateReply.$Shape
             */

            /**
             * Constructs a new GuardStateReply.
             * @memberof weir.v1
             * @classdesc Represents a GuardStateReply.
             * @constructor
             * @param {weir.v1.GuardStateReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GuardStateReply = function (properties) {
                this.trips = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * enforce, alarm or off
             * @member {string} mode
             * @memberof weir.v1.GuardStateReply
             * @instance
             */
            GuardStateReply.prototype.mode = "";

            /**
             * Clients of the last minute, of all range shards; unset while no analyzer was heard.
             * @member {number|null|undefined} clients
             * @memberof weir.v1.GuardStateReply
             * @instance
             */
            GuardStateReply.prototype.clients = null;

            /**
             * GuardStateReply successfulClients.
             * @member {number|null|undefined} successfulClients
             * @memberof weir.v1.GuardStateReply
             * @instance
             */
            GuardStateReply.prototype.successfulClients = null;

            /**
             * The latest last; those that were released lately too.
             * @member {Array.<weir.v1.GuardTrip.$Properties>} trips
             * @memberof weir.v1.GuardStateReply
             * @instance
             */
            GuardStateReply.prototype.trips = $util.emptyArray;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(GuardStateReply.prototype, "_clients", {
                get: $util.oneOfGetter($oneOfFields = ["clients"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(GuardStateReply.prototype, "_successfulClients", {
                get: $util.oneOfGetter($oneOfFields = ["successfulClients"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified GuardStateReply message. Does not implicitly {@link weir.v1.GuardStateReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.GuardStateReply
             * @static
             * @param {weir.v1.GuardStateReply.$Properties} message GuardStateReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GuardStateReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.mode);
                if (message.clients != null && $Object.hasOwnProperty.call(message, "clients"))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.clients);
                if (message.successfulClients != null && $Object.hasOwnProperty.call(message, "successfulClients"))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.successfulClients);
                if (message.trips != null && message.trips.length)
                    for (let i = 0; i < message.trips.length; ++i)
                        $root.weir.v1.GuardTrip.encode(message.trips[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GuardStateReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.GuardStateReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.GuardStateReply & weir.v1.GuardStateReply.$Shape} GuardStateReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GuardStateReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.GuardStateReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            message.clients = reader.double();
                            message._clients = "clients";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            message.successfulClients = reader.double();
                            message._successfulClients = "successfulClients";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.trips && message.trips.length))
                                message.trips = [];
                            message.trips.push($root.weir.v1.GuardTrip.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GuardStateReply;
        })();

        v1.GuardTrip = (function() {

            /**
             * Properties of a GuardTrip.
             * @typedef {Object} weir.v1.GuardTrip.$Properties
             * @property {string|null} [kind] scenario or policy
             * @property {string|null} [name] GuardTrip name
             * @property {string|null} [version] Of a scenario.
             * @property {number|null} [atMs] GuardTrip atMs
             * @property {string|null} [why] GuardTrip why
             * @property {boolean|null} [stopped] Whether anything was done about it: with `mode: alarm` nothing is.
             * @property {number|null} [lifted] Entries lifted so far, and whether those were all.
             * @property {boolean|null} [done] GuardTrip done
             * @property {number|null} [releasedMs] When and why it was let go; 0 while it was not.
             * @property {string|null} [releasedBy] GuardTrip releasedBy
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GuardTrip.
             * @memberof weir.v1
             * @interface IGuardTrip
             * @augments weir.v1.GuardTrip.$Properties
             * @deprecated Use weir.v1.GuardTrip.$Properties instead.
             */

            /**
             * Shape of a GuardTrip.
             * @typedef {weir.v1.GuardTrip.$Properties} weir.v1.GuardTrip.$Shape
             */

            /**
             * Constructs a new GuardTrip.
             * @memberof weir.v1
             * @classdesc A scenario's version or a policy that has blocked too many.
             * @constructor
             * @param {weir.v1.GuardTrip.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GuardTrip = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * scenario or policy
             * @member {string} kind
             * @memberof weir.v1.GuardTrip
             * @instance
             */
            GuardTrip.prototype.kind = "";

            /**
             * GuardTrip name.
             * @member {string} name
             * @memberof weir.v1.GuardTrip
             * @instance
             */
            GuardTrip.prototype.name = "";

            /**
             * Of a scenario.
             * @member {string} version
             * @memberof weir.v1.GuardTrip
             * @instance
             */
            GuardTrip.prototype.version = "";

            /**
             * GuardTrip atMs.
             * @member {number} atMs
             * @memberof weir.v1.GuardTrip
             * @instance
             */
            GuardTrip.prototype.atMs = 0;

            /**
             * GuardTrip why.
             * @member {string} why
             * @memberof weir.v1.GuardTrip
             * @instance
             */
            GuardTrip.prototype.why = "";

            /**
             * Whether anything was done about it: with `mode: alarm` nothing is.
             * @member {boolean} stopped
             * @memberof weir.v1.GuardTrip
             * @instance
             */
            GuardTrip.prototype.stopped = false;

            /**
             * Entries lifted so far, and whether those were all.
             * @member {number} lifted
             * @memberof weir.v1.GuardTrip
             * @instance
             */
            GuardTrip.prototype.lifted = 0;

            /**
             * GuardTrip done.
             * @member {boolean} done
             * @memberof weir.v1.GuardTrip
             * @instance
             */
            GuardTrip.prototype.done = false;

            /**
             * When and why it was let go; 0 while it was not.
             * @member {number} releasedMs
             * @memberof weir.v1.GuardTrip
             * @instance
             */
            GuardTrip.prototype.releasedMs = 0;

            /**
             * GuardTrip releasedBy.
             * @member {string} releasedBy
             * @memberof weir.v1.GuardTrip
             * @instance
             */
            GuardTrip.prototype.releasedBy = "";

            /**
             * Encodes the specified GuardTrip message. Does not implicitly {@link weir.v1.GuardTrip.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.GuardTrip
             * @static
             * @param {weir.v1.GuardTrip.$Properties} message GuardTrip message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GuardTrip.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.kind);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.version);
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && !$Object.is(message.atMs, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.atMs);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.why);
                if (message.stopped != null && $Object.hasOwnProperty.call(message, "stopped") && message.stopped !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.stopped);
                if (message.lifted != null && $Object.hasOwnProperty.call(message, "lifted") && !$Object.is(message.lifted, 0))
                    writer.uint32(/* id 7, wireType 1 =*/57).double(message.lifted);
                if (message.done != null && $Object.hasOwnProperty.call(message, "done") && message.done !== false)
                    writer.uint32(/* id 8, wireType 0 =*/64).bool(message.done);
                if (message.releasedMs != null && $Object.hasOwnProperty.call(message, "releasedMs") && !$Object.is(message.releasedMs, 0))
                    writer.uint32(/* id 9, wireType 1 =*/73).double(message.releasedMs);
                if (message.releasedBy != null && $Object.hasOwnProperty.call(message, "releasedBy") && message.releasedBy !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.releasedBy);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GuardTrip message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.GuardTrip
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.GuardTrip & weir.v1.GuardTrip.$Shape} GuardTrip
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GuardTrip.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.GuardTrip();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.atMs = value;
                            else
                                delete message.atMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.stopped = value;
                            else
                                delete message.stopped;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.lifted = value;
                            else
                                delete message.lifted;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.done = value;
                            else
                                delete message.done;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.releasedMs = value;
                            else
                                delete message.releasedMs;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.releasedBy = value;
                            else
                                delete message.releasedBy;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GuardTrip;
        })();

        v1.ReleaseRequest = (function() {

            /**
             * Properties of a ReleaseRequest.
             * @typedef {Object} weir.v1.ReleaseRequest.$Properties
             * @property {string|null} [name] Of the scenario or policy.
             * @property {string|null} [author] ReleaseRequest author
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReleaseRequest.
             * @memberof weir.v1
             * @interface IReleaseRequest
             * @augments weir.v1.ReleaseRequest.$Properties
             * @deprecated Use weir.v1.ReleaseRequest.$Properties instead.
             */

            /**
             * Shape of a ReleaseRequest.
             * @typedef {weir.v1.ReleaseRequest.$Properties} weir.v1.ReleaseRequest.$Shape
             */

            /**
             * Constructs a new ReleaseRequest.
             * @memberof weir.v1
             * @classdesc Represents a ReleaseRequest.
             * @constructor
             * @param {weir.v1.ReleaseRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReleaseRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Of the scenario or policy.
             * @member {string} name
             * @memberof weir.v1.ReleaseRequest
             * @instance
             */
            ReleaseRequest.prototype.name = "";

            /**
             * ReleaseRequest author.
             * @member {string} author
             * @memberof weir.v1.ReleaseRequest
             * @instance
             */
            ReleaseRequest.prototype.author = "";

            /**
             * Encodes the specified ReleaseRequest message. Does not implicitly {@link weir.v1.ReleaseRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ReleaseRequest
             * @static
             * @param {weir.v1.ReleaseRequest.$Properties} message ReleaseRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReleaseRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.author);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReleaseRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ReleaseRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ReleaseRequest & weir.v1.ReleaseRequest.$Shape} ReleaseRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReleaseRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ReleaseRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.author = value;
                            else
                                delete message.author;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ReleaseRequest;
        })();

        v1.ReleaseReply = (function() {

            /**
             * Properties of a ReleaseReply.
             * @typedef {Object} weir.v1.ReleaseReply.$Properties
             * @property {Array.<weir.v1.GuardTrip.$Properties>|null} [released] ReleaseReply released
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReleaseReply.
             * @memberof weir.v1
             * @interface IReleaseReply
             * @augments weir.v1.ReleaseReply.$Properties
             * @deprecated Use weir.v1.ReleaseReply.$Properties instead.
             */

            /**
             * Shape of a ReleaseReply.
             * @typedef {weir.v1.ReleaseReply.$Properties} weir.v1.ReleaseReply.$Shape
             */

            /**
             * Constructs a new ReleaseReply.
             * @memberof weir.v1
             * @classdesc Represents a ReleaseReply.
             * @constructor
             * @param {weir.v1.ReleaseReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReleaseReply = function (properties) {
                this.released = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ReleaseReply released.
             * @member {Array.<weir.v1.GuardTrip.$Properties>} released
             * @memberof weir.v1.ReleaseReply
             * @instance
             */
            ReleaseReply.prototype.released = $util.emptyArray;

            /**
             * Encodes the specified ReleaseReply message. Does not implicitly {@link weir.v1.ReleaseReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ReleaseReply
             * @static
             * @param {weir.v1.ReleaseReply.$Properties} message ReleaseReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReleaseReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.released != null && message.released.length)
                    for (let i = 0; i < message.released.length; ++i)
                        $root.weir.v1.GuardTrip.encode(message.released[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReleaseReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ReleaseReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ReleaseReply & weir.v1.ReleaseReply.$Shape} ReleaseReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReleaseReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ReleaseReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.released && message.released.length))
                                message.released = [];
                            message.released.push($root.weir.v1.GuardTrip.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ReleaseReply;
        })();

        v1.IngestReply = (function() {

            /**
             * Properties of an IngestReply.
             * @typedef {Object} weir.v1.IngestReply.$Properties
             * @property {number|null} [acknowledged] All batches up to this number are durable.
             * @property {number|null} [credit] Batches the client may send beyond `acknowledged`.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IngestReply.
             * @memberof weir.v1
             * @interface IIngestReply
             * @augments weir.v1.IngestReply.$Properties
             * @deprecated Use weir.v1.IngestReply.$Properties instead.
             */

            /**
             * Shape of an IngestReply.
             * @typedef {weir.v1.IngestReply.$Properties} weir.v1.IngestReply.$Shape
             */

            /**
             * Constructs a new IngestReply.
             * @memberof weir.v1
             * @classdesc Represents an IngestReply.
             * @constructor
             * @param {weir.v1.IngestReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IngestReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * All batches up to this number are durable.
             * @member {number} acknowledged
             * @memberof weir.v1.IngestReply
             * @instance
             */
            IngestReply.prototype.acknowledged = 0;

            /**
             * Batches the client may send beyond `acknowledged`.
             * @member {number} credit
             * @memberof weir.v1.IngestReply
             * @instance
             */
            IngestReply.prototype.credit = 0;

            /**
             * Encodes the specified IngestReply message. Does not implicitly {@link weir.v1.IngestReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.IngestReply
             * @static
             * @param {weir.v1.IngestReply.$Properties} message IngestReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IngestReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.acknowledged != null && $Object.hasOwnProperty.call(message, "acknowledged") && !$Object.is(message.acknowledged, 0))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.acknowledged);
                if (message.credit != null && $Object.hasOwnProperty.call(message, "credit") && message.credit !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.credit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IngestReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.IngestReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.IngestReply & weir.v1.IngestReply.$Shape} IngestReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IngestReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.IngestReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.acknowledged = value;
                            else
                                delete message.acknowledged;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.credit = value;
                            else
                                delete message.credit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return IngestReply;
        })();

        v1.TapRequest = (function() {

            /**
             * Properties of a TapRequest.
             * @typedef {Object} weir.v1.TapRequest.$Properties
             * @property {boolean|null} [detections] TapRequest detections
             * @property {boolean|null} [decisions] TapRequest decisions
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TapRequest.
             * @memberof weir.v1
             * @interface ITapRequest
             * @augments weir.v1.TapRequest.$Properties
             * @deprecated Use weir.v1.TapRequest.$Properties instead.
             */

            /**
             * Shape of a TapRequest.
             * @typedef {weir.v1.TapRequest.$Properties} weir.v1.TapRequest.$Shape
             */

            /**
             * Constructs a new TapRequest.
             * @memberof weir.v1
             * @classdesc Represents a TapRequest.
             * @constructor
             * @param {weir.v1.TapRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TapRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TapRequest detections.
             * @member {boolean} detections
             * @memberof weir.v1.TapRequest
             * @instance
             */
            TapRequest.prototype.detections = false;

            /**
             * TapRequest decisions.
             * @member {boolean} decisions
             * @memberof weir.v1.TapRequest
             * @instance
             */
            TapRequest.prototype.decisions = false;

            /**
             * Encodes the specified TapRequest message. Does not implicitly {@link weir.v1.TapRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.TapRequest
             * @static
             * @param {weir.v1.TapRequest.$Properties} message TapRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TapRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.detections != null && $Object.hasOwnProperty.call(message, "detections") && message.detections !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.detections);
                if (message.decisions != null && $Object.hasOwnProperty.call(message, "decisions") && message.decisions !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.decisions);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TapRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.TapRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.TapRequest & weir.v1.TapRequest.$Shape} TapRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TapRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.TapRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.detections = value;
                            else
                                delete message.detections;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.decisions = value;
                            else
                                delete message.decisions;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TapRequest;
        })();

        v1.TapReply = (function() {

            /**
             * Properties of a TapReply.
             * @typedef {Object} weir.v1.TapReply.$Properties
             * @property {weir.v1.Detection.$Properties|null} [detection] TapReply detection
             * @property {weir.v1.Decision.$Properties|null} [decision] TapReply decision
             * @property {"detection"|"decision"} [kind] TapReply kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TapReply.
             * @memberof weir.v1
             * @interface ITapReply
             * @augments weir.v1.TapReply.$Properties
             * @deprecated Use weir.v1.TapReply.$Properties instead.
             */

            /**
             * Narrowed shape of a TapReply.
             * @typedef {{
             *   detection?: weir.v1.Detection.$Shape|null;
             *   decision?: weir.v1.Decision.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; detection?: null; decision?: null }|{ kind?: "detection"; detection: weir.v1.Detection.$Shape; decision?: null }|{ kind?: "decision"; detection?: null; decision: weir.v1.Decision.$Shape })
             * )} weir.v1.TapReply.$Shape
             */

            /**
             * Constructs a new TapReply.
             * @memberof weir.v1
             * @classdesc Represents a TapReply.
             * @constructor
             * @param {weir.v1.TapReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TapReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TapReply detection.
             * @member {weir.v1.Detection.$Properties|null|undefined} detection
             * @memberof weir.v1.TapReply
             * @instance
             */
            TapReply.prototype.detection = null;

            /**
             * TapReply decision.
             * @member {weir.v1.Decision.$Properties|null|undefined} decision
             * @memberof weir.v1.TapReply
             * @instance
             */
            TapReply.prototype.decision = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * TapReply kind.
             * @member {"detection"|"decision"|undefined} kind
             * @memberof weir.v1.TapReply
             * @instance
             */
            $Object.defineProperty(TapReply.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["detection", "decision"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified TapReply message. Does not implicitly {@link weir.v1.TapReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.TapReply
             * @static
             * @param {weir.v1.TapReply.$Properties} message TapReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TapReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.detection != null && $Object.hasOwnProperty.call(message, "detection"))
                    $root.weir.v1.Detection.encode(message.detection, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.decision != null && $Object.hasOwnProperty.call(message, "decision"))
                    $root.weir.v1.Decision.encode(message.decision, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TapReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.TapReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.TapReply & weir.v1.TapReply.$Shape} TapReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TapReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.TapReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.detection = $root.weir.v1.Detection.decode(reader, reader.size(), $undefined, _depth + 1, message.detection);
                            message.kind = "detection";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.decision = $root.weir.v1.Decision.decode(reader, reader.size(), $undefined, _depth + 1, message.decision);
                            message.kind = "decision";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TapReply;
        })();

        v1.EvidenceRequest = (function() {

            /**
             * Properties of an EvidenceRequest.
             * @typedef {Object} weir.v1.EvidenceRequest.$Properties
             * @property {weir.v1.Scope|null} [scope] EvidenceRequest scope
             * @property {string|null} [value] EvidenceRequest value
             * @property {weir.v1.Remediation|null} [remediation] EvidenceRequest remediation
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EvidenceRequest.
             * @memberof weir.v1
             * @interface IEvidenceRequest
             * @augments weir.v1.EvidenceRequest.$Properties
             * @deprecated Use weir.v1.EvidenceRequest.$Properties instead.
             */

            /**
             * Shape of an EvidenceRequest.
             * @typedef {weir.v1.EvidenceRequest.$Properties} weir.v1.EvidenceRequest.$Shape
             */

            /**
             * Constructs a new EvidenceRequest.
             * @memberof weir.v1
             * @classdesc Represents an EvidenceRequest.
             * @constructor
             * @param {weir.v1.EvidenceRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EvidenceRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EvidenceRequest scope.
             * @member {weir.v1.Scope} scope
             * @memberof weir.v1.EvidenceRequest
             * @instance
             */
            EvidenceRequest.prototype.scope = 0;

            /**
             * EvidenceRequest value.
             * @member {string} value
             * @memberof weir.v1.EvidenceRequest
             * @instance
             */
            EvidenceRequest.prototype.value = "";

            /**
             * EvidenceRequest remediation.
             * @member {weir.v1.Remediation} remediation
             * @memberof weir.v1.EvidenceRequest
             * @instance
             */
            EvidenceRequest.prototype.remediation = 0;

            /**
             * Encodes the specified EvidenceRequest message. Does not implicitly {@link weir.v1.EvidenceRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.EvidenceRequest
             * @static
             * @param {weir.v1.EvidenceRequest.$Properties} message EvidenceRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EvidenceRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.scope);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.value);
                if (message.remediation != null && $Object.hasOwnProperty.call(message, "remediation") && message.remediation !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.remediation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EvidenceRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.EvidenceRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.EvidenceRequest & weir.v1.EvidenceRequest.$Shape} EvidenceRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EvidenceRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.EvidenceRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.scope = value;
                            else
                                delete message.scope;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.remediation = value;
                            else
                                delete message.remediation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EvidenceRequest;
        })();

        v1.EvidenceReply = (function() {

            /**
             * Properties of an EvidenceReply.
             * @typedef {Object} weir.v1.EvidenceReply.$Properties
             * @property {weir.v1.Decision.$Properties|null} [decision] Unset when there is none about it.
             * @property {Array.<weir.v1.StoredRequest.$Properties>|null} [requests] EvidenceReply requests
             * @property {string|null} [announcedBy] Whose the address or network is, such as "AS64500 Example Net"; empty when that is not known.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EvidenceReply.
             * @memberof weir.v1
             * @interface IEvidenceReply
             * @augments weir.v1.EvidenceReply.$Properties
             * @deprecated Use weir.v1.EvidenceReply.$Properties instead.
             */

            /**
             * Shape of an EvidenceReply.
             * @typedef {weir.v1.EvidenceReply.$Properties} weir.v1.EvidenceReply.$Shape
             */

            /**
             * Constructs a new EvidenceReply.
             * @memberof weir.v1
             * @classdesc Represents an EvidenceReply.
             * @constructor
             * @param {weir.v1.EvidenceReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EvidenceReply = function (properties) {
                this.requests = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Unset when there is none about it.
             * @member {weir.v1.Decision.$Properties|null|undefined} decision
             * @memberof weir.v1.EvidenceReply
             * @instance
             */
            EvidenceReply.prototype.decision = null;

            /**
             * EvidenceReply requests.
             * @member {Array.<weir.v1.StoredRequest.$Properties>} requests
             * @memberof weir.v1.EvidenceReply
             * @instance
             */
            EvidenceReply.prototype.requests = $util.emptyArray;

            /**
             * Whose the address or network is, such as "AS64500 Example Net"; empty when that is not known.
             * @member {string} announcedBy
             * @memberof weir.v1.EvidenceReply
             * @instance
             */
            EvidenceReply.prototype.announcedBy = "";

            /**
             * Encodes the specified EvidenceReply message. Does not implicitly {@link weir.v1.EvidenceReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.EvidenceReply
             * @static
             * @param {weir.v1.EvidenceReply.$Properties} message EvidenceReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EvidenceReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.decision != null && $Object.hasOwnProperty.call(message, "decision"))
                    $root.weir.v1.Decision.encode(message.decision, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.requests != null && message.requests.length)
                    for (let i = 0; i < message.requests.length; ++i)
                        $root.weir.v1.StoredRequest.encode(message.requests[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.announcedBy != null && $Object.hasOwnProperty.call(message, "announcedBy") && message.announcedBy !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.announcedBy);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EvidenceReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.EvidenceReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.EvidenceReply & weir.v1.EvidenceReply.$Shape} EvidenceReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EvidenceReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.EvidenceReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.decision = $root.weir.v1.Decision.decode(reader, reader.size(), $undefined, _depth + 1, message.decision);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.requests && message.requests.length))
                                message.requests = [];
                            message.requests.push($root.weir.v1.StoredRequest.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.announcedBy = value;
                            else
                                delete message.announcedBy;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EvidenceReply;
        })();

        v1.StoredRequest = (function() {

            /**
             * Properties of a StoredRequest.
             * @typedef {Object} weir.v1.StoredRequest.$Properties
             * @property {string|null} [scenario] StoredRequest scenario
             * @property {weir.v1.Evidence.$Properties|null} [evidence] StoredRequest evidence
             * @property {weir.v1.RequestFields.$Properties|null} [request] Unset when it is not stored any more.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StoredRequest.
             * @memberof weir.v1
             * @interface IStoredRequest
             * @augments weir.v1.StoredRequest.$Properties
             * @deprecated Use weir.v1.StoredRequest.$Properties instead.
             */

            /**
             * Shape of a StoredRequest.
             * @typedef {weir.v1.StoredRequest.$Properties} weir.v1.StoredRequest.$Shape
             */

            /**
             * Constructs a new StoredRequest.
             * @memberof weir.v1
             * @classdesc Represents a StoredRequest.
             * @constructor
             * @param {weir.v1.StoredRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StoredRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StoredRequest scenario.
             * @member {string} scenario
             * @memberof weir.v1.StoredRequest
             * @instance
             */
            StoredRequest.prototype.scenario = "";

            /**
             * StoredRequest evidence.
             * @member {weir.v1.Evidence.$Properties|null|undefined} evidence
             * @memberof weir.v1.StoredRequest
             * @instance
             */
            StoredRequest.prototype.evidence = null;

            /**
             * Unset when it is not stored any more.
             * @member {weir.v1.RequestFields.$Properties|null|undefined} request
             * @memberof weir.v1.StoredRequest
             * @instance
             */
            StoredRequest.prototype.request = null;

            /**
             * Encodes the specified StoredRequest message. Does not implicitly {@link weir.v1.StoredRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.StoredRequest
             * @static
             * @param {weir.v1.StoredRequest.$Properties} message StoredRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StoredRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.scenario != null && $Object.hasOwnProperty.call(message, "scenario") && message.scenario !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.scenario);
                if (message.evidence != null && $Object.hasOwnProperty.call(message, "evidence"))
                    $root.weir.v1.Evidence.encode(message.evidence, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.request != null && $Object.hasOwnProperty.call(message, "request"))
                    $root.weir.v1.RequestFields.encode(message.request, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StoredRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.StoredRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.StoredRequest & weir.v1.StoredRequest.$Shape} StoredRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StoredRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.StoredRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.scenario = value;
                            else
                                delete message.scenario;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.evidence = $root.weir.v1.Evidence.decode(reader, reader.size(), $undefined, _depth + 1, message.evidence);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.request = $root.weir.v1.RequestFields.decode(reader, reader.size(), $undefined, _depth + 1, message.request);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StoredRequest;
        })();

        v1.RequestFields = (function() {

            /**
             * Properties of a RequestFields.
             * @typedef {Object} weir.v1.RequestFields.$Properties
             * @property {number|null} [timeMs] RequestFields timeMs
             * @property {string|null} [address] RequestFields address
             * @property {number|null} [status] RequestFields status
             * @property {number|null} [bytesSent] RequestFields bytesSent
             * @property {Object.<string,string>|null} [texts] host, method, path, query, user_agent ... as they were logged; those that are not empty.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RequestFields.
             * @memberof weir.v1
             * @interface IRequestFields
             * @augments weir.v1.RequestFields.$Properties
             * @deprecated Use weir.v1.RequestFields.$Properties instead.
             */

            /**
             * Shape of a RequestFields.
             * @typedef {weir.v1.RequestFields.$Properties} weir.v1.RequestFields.$Shape
             */

            /**
             * Constructs a new RequestFields.
             * @memberof weir.v1
             * @classdesc Represents a RequestFields.
             * @constructor
             * @param {weir.v1.RequestFields.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RequestFields = function (properties) {
                this.texts = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RequestFields timeMs.
             * @member {number} timeMs
             * @memberof weir.v1.RequestFields
             * @instance
             */
            RequestFields.prototype.timeMs = 0;

            /**
             * RequestFields address.
             * @member {string} address
             * @memberof weir.v1.RequestFields
             * @instance
             */
            RequestFields.prototype.address = "";

            /**
             * RequestFields status.
             * @member {number} status
             * @memberof weir.v1.RequestFields
             * @instance
             */
            RequestFields.prototype.status = 0;

            /**
             * RequestFields bytesSent.
             * @member {number} bytesSent
             * @memberof weir.v1.RequestFields
             * @instance
             */
            RequestFields.prototype.bytesSent = 0;

            /**
             * host, method, path, query, user_agent ... as they were logged; those that are not empty.
             * @member {Object.<string,string>} texts
             * @memberof weir.v1.RequestFields
             * @instance
             */
            RequestFields.prototype.texts = $util.emptyObject;

            /**
             * Encodes the specified RequestFields message. Does not implicitly {@link weir.v1.RequestFields.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.RequestFields
             * @static
             * @param {weir.v1.RequestFields.$Properties} message RequestFields message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RequestFields.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && !$Object.is(message.timeMs, 0))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.timeMs);
                if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.address);
                if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.status);
                if (message.bytesSent != null && $Object.hasOwnProperty.call(message, "bytesSent") && !$Object.is(message.bytesSent, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.bytesSent);
                if (message.texts != null && $Object.hasOwnProperty.call(message, "texts"))
                    for (let keys = $Object.keys(message.texts), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 5, wireType 2 =*/42).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.texts[keys[i]]).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RequestFields message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.RequestFields
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.RequestFields & weir.v1.RequestFields.$Shape} RequestFields
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RequestFields.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.RequestFields();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.timeMs = value;
                            else
                                delete message.timeMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.address = value;
                            else
                                delete message.address;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.status = value;
                            else
                                delete message.status;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.bytesSent = value;
                            else
                                delete message.bytesSent;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (message.texts === $util.emptyObject)
                                message.texts = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        break;
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.texts, key);
                            message.texts[key] = value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return RequestFields;
        })();

        v1.StatusRequest = (function() {

            /**
             * Properties of a StatusRequest.
             * @typedef {Object} weir.v1.StatusRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StatusRequest.
             * @memberof weir.v1
             * @interface IStatusRequest
             * @augments weir.v1.StatusRequest.$Properties
             * @deprecated Use weir.v1.StatusRequest.$Properties instead.
             */

            /**
             * Shape of a StatusRequest.
             * @typedef {weir.v1.StatusRequest.$Properties} weir.v1.StatusRequest.$Shape
             */

            /**
             * Constructs a new StatusRequest.
             * @memberof weir.v1
             * @classdesc Represents a StatusRequest.
             * @constructor
             * @param {weir.v1.StatusRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StatusRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Encodes the specified StatusRequest message. Does not implicitly {@link weir.v1.StatusRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.StatusRequest
             * @static
             * @param {weir.v1.StatusRequest.$Properties} message StatusRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StatusRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StatusRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.StatusRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.StatusRequest & weir.v1.StatusRequest.$Shape} StatusRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StatusRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.StatusRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StatusRequest;
        })();

        v1.StatusReply = (function() {

            /**
             * Properties of a StatusReply.
             * @typedef {Object} weir.v1.StatusReply.$Properties
             * @property {Array.<weir.v1.ServiceStatus.$Properties>|null} [services] StatusReply services
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StatusReply.
             * @memberof weir.v1
             * @interface IStatusReply
             * @augments weir.v1.StatusReply.$Properties
             * @deprecated Use weir.v1.StatusReply.$Properties instead.
             */

            /**
             * Shape of a StatusReply.
             * @typedef {weir.v1.StatusReply.$Properties} weir.v1.StatusReply.$Shape
             */

            /**
             * Constructs a new StatusReply.
             * @memberof weir.v1
             * @classdesc Represents a StatusReply.
             * @constructor
             * @param {weir.v1.StatusReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StatusReply = function (properties) {
                this.services = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StatusReply services.
             * @member {Array.<weir.v1.ServiceStatus.$Properties>} services
             * @memberof weir.v1.StatusReply
             * @instance
             */
            StatusReply.prototype.services = $util.emptyArray;

            /**
             * Encodes the specified StatusReply message. Does not implicitly {@link weir.v1.StatusReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.StatusReply
             * @static
             * @param {weir.v1.StatusReply.$Properties} message StatusReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StatusReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.services != null && message.services.length)
                    for (let i = 0; i < message.services.length; ++i)
                        $root.weir.v1.ServiceStatus.encode(message.services[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StatusReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.StatusReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.StatusReply & weir.v1.StatusReply.$Shape} StatusReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StatusReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.StatusReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.services && message.services.length))
                                message.services = [];
                            message.services.push($root.weir.v1.ServiceStatus.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StatusReply;
        })();

        v1.ServiceStatus = (function() {

            /**
             * Properties of a ServiceStatus.
             * @typedef {Object} weir.v1.ServiceStatus.$Properties
             * @property {string|null} [service] collector, analyzer, decision, enforcer, or the name of an analyzer of one's own
             * @property {string|null} [instance] ServiceStatus instance
             * @property {number|null} [atMs] ServiceStatus atMs
             * @property {number|null} [startedMs] ServiceStatus startedMs
             * @property {Object.<string,number>|null} [numbers] Totals and gauges by metric name.
             * @property {Array.<weir.v1.SourceStatus.$Properties>|null} [sources] ServiceStatus sources
             * @property {Array.<weir.v1.ShardStatus.$Properties>|null} [shards] ServiceStatus shards
             * @property {Array.<weir.v1.ScenarioStatus.$Properties>|null} [scenarios] ServiceStatus scenarios
             * @property {Array.<string>|null} [alarms] Things a person should see, such as "resync held back".
             * @property {Array.<weir.v1.PartitionStatus.$Properties>|null} [partitions] ServiceStatus partitions
             * @property {Array.<weir.v1.TopStatus.$Properties>|null} [top] Of an analyzer: who and what was behind the requests of the last minute in
             * the shards it owns.
             * @property {string|null} [group] Of an analyzer of one's own: whose shards these are. They are other ones than
             * those of the same number elsewhere.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ServiceStatus.
             * @memberof weir.v1
             * @interface IServiceStatus
             * @augments weir.v1.ServiceStatus.$Properties
             * @deprecated Use weir.v1.ServiceStatus.$Properties instead.
             */

            /**
             * Shape of a ServiceStatus.
             * @typedef {weir.v1.ServiceStatus.$Properties} weir.v1.ServiceStatus.$Shape
             */

            /**
             * Constructs a new ServiceStatus.
             * @memberof weir.v1
             * @classdesc What a service announces of itself every second.
             * @constructor
             * @param {weir.v1.ServiceStatus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ServiceStatus = function (properties) {
                this.numbers = {};
                this.sources = [];
                this.shards = [];
                this.scenarios = [];
                this.alarms = [];
                this.partitions = [];
                this.top = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * collector, analyzer, decision, enforcer, or the name of an analyzer of one's own
             * @member {string} service
             * @memberof weir.v1.ServiceStatus
             * @instance
             */
            ServiceStatus.prototype.service = "";

            /**
             * ServiceStatus instance.
             * @member {string} instance
             * @memberof weir.v1.ServiceStatus
             * @instance
             */
            ServiceStatus.prototype.instance = "";

            /**
             * ServiceStatus atMs.
             * @member {number} atMs
             * @memberof weir.v1.ServiceStatus
             * @instance
             */
            ServiceStatus.prototype.atMs = 0;

            /**
             * ServiceStatus startedMs.
             * @member {number} startedMs
             * @memberof weir.v1.ServiceStatus
             * @instance
             */
            ServiceStatus.prototype.startedMs = 0;

            /**
             * Totals and gauges by metric name.
             * @member {Object.<string,number>} numbers
             * @memberof weir.v1.ServiceStatus
             * @instance
             */
            ServiceStatus.prototype.numbers = $util.emptyObject;

            /**
             * ServiceStatus sources.
             * @member {Array.<weir.v1.SourceStatus.$Properties>} sources
             * @memberof weir.v1.ServiceStatus
             * @instance
             */
            ServiceStatus.prototype.sources = $util.emptyArray;

            /**
             * ServiceStatus shards.
             * @member {Array.<weir.v1.ShardStatus.$Properties>} shards
             * @memberof weir.v1.ServiceStatus
             * @instance
             */
            ServiceStatus.prototype.shards = $util.emptyArray;

            /**
             * ServiceStatus scenarios.
             * @member {Array.<weir.v1.ScenarioStatus.$Properties>} scenarios
             * @memberof weir.v1.ServiceStatus
             * @instance
             */
            ServiceStatus.prototype.scenarios = $util.emptyArray;

            /**
             * Things a person should see, such as "resync held back".
             * @member {Array.<string>} alarms
             * @memberof weir.v1.ServiceStatus
             * @instance
             */
            ServiceStatus.prototype.alarms = $util.emptyArray;

            /**
             * ServiceStatus partitions.
             * @member {Array.<weir.v1.PartitionStatus.$Properties>} partitions
             * @memberof weir.v1.ServiceStatus
             * @instance
             */
            ServiceStatus.prototype.partitions = $util.emptyArray;

            /**
             * Of an analyzer: who and what was behind the requests of the last minute in
             * the shards it owns.
             * @member {Array.<weir.v1.TopStatus.$Properties>} top
             * @memberof weir.v1.ServiceStatus
             * @instance
             */
            ServiceStatus.prototype.top = $util.emptyArray;

            /**
             * Of an analyzer of one's own: whose shards these are. They are other ones than
             * those of the same number elsewhere.
             * @member {string} group
             * @memberof weir.v1.ServiceStatus
             * @instance
             */
            ServiceStatus.prototype.group = "";

            /**
             * Encodes the specified ServiceStatus message. Does not implicitly {@link weir.v1.ServiceStatus.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ServiceStatus
             * @static
             * @param {weir.v1.ServiceStatus.$Properties} message ServiceStatus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ServiceStatus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.service);
                if (message.instance != null && $Object.hasOwnProperty.call(message, "instance") && message.instance !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.instance);
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && !$Object.is(message.atMs, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.atMs);
                if (message.startedMs != null && $Object.hasOwnProperty.call(message, "startedMs") && !$Object.is(message.startedMs, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.startedMs);
                if (message.numbers != null && $Object.hasOwnProperty.call(message, "numbers"))
                    for (let keys = $Object.keys(message.numbers), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 5, wireType 2 =*/42).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 1 =*/17).double(message.numbers[keys[i]]).ldelim();
                if (message.sources != null && message.sources.length)
                    for (let i = 0; i < message.sources.length; ++i)
                        $root.weir.v1.SourceStatus.encode(message.sources[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.shards != null && message.shards.length)
                    for (let i = 0; i < message.shards.length; ++i)
                        $root.weir.v1.ShardStatus.encode(message.shards[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.scenarios != null && message.scenarios.length)
                    for (let i = 0; i < message.scenarios.length; ++i)
                        $root.weir.v1.ScenarioStatus.encode(message.scenarios[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.alarms != null && message.alarms.length)
                    for (let i = 0; i < message.alarms.length; ++i)
                        writer.uint32(/* id 9, wireType 2 =*/74).string(message.alarms[i]);
                if (message.partitions != null && message.partitions.length)
                    for (let i = 0; i < message.partitions.length; ++i)
                        $root.weir.v1.PartitionStatus.encode(message.partitions[i], writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.top != null && message.top.length)
                    for (let i = 0; i < message.top.length; ++i)
                        $root.weir.v1.TopStatus.encode(message.top[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(/* id 12, wireType 2 =*/98).string(message.group);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ServiceStatus message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ServiceStatus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ServiceStatus & weir.v1.ServiceStatus.$Shape} ServiceStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ServiceStatus.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ServiceStatus();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.service = value;
                            else
                                delete message.service;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.instance = value;
                            else
                                delete message.instance;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.atMs = value;
                            else
                                delete message.atMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.startedMs = value;
                            else
                                delete message.startedMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (message.numbers === $util.emptyObject)
                                message.numbers = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = 0;
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 1)
                                        break;
                                    value = reader.double();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.numbers, key);
                            message.numbers[key] = value;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.sources && message.sources.length))
                                message.sources = [];
                            message.sources.push($root.weir.v1.SourceStatus.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.shards && message.shards.length))
                                message.shards = [];
                            message.shards.push($root.weir.v1.ShardStatus.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (!(message.scenarios && message.scenarios.length))
                                message.scenarios = [];
                            message.scenarios.push($root.weir.v1.ScenarioStatus.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.alarms && message.alarms.length))
                                message.alarms = [];
                            message.alarms.push(reader.stringVerify());
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.partitions && message.partitions.length))
                                message.partitions = [];
                            message.partitions.push($root.weir.v1.PartitionStatus.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if (!(message.top && message.top.length))
                                message.top = [];
                            message.top.push($root.weir.v1.TopStatus.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ServiceStatus;
        })();

        v1.TopStatus = (function() {

            /**
             * Properties of a TopStatus.
             * @typedef {Object} weir.v1.TopStatus.$Properties
             * @property {string|null} [field] client.ip, host or path
             * @property {number|null} [requests] Requests of the minute, those of all values.
             * @property {Array.<weir.v1.TopValue.$Properties>|null} [values] Most first; when there are fewer than `limit` there are no others.
             * @property {number|null} [limit] TopStatus limit
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TopStatus.
             * @memberof weir.v1
             * @interface ITopStatus
             * @augments weir.v1.TopStatus.$Properties
             * @deprecated Use weir.v1.TopStatus.$Properties instead.
             */

            /**
             * Shape of a TopStatus.
             * @typedef {weir.v1.TopStatus.$Properties} weir.v1.TopStatus.$Shape
             */

            /**
             * Constructs a new TopStatus.
             * @memberof weir.v1
             * @classdesc The values of a field with the most requests.
             * @constructor
             * @param {weir.v1.TopStatus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TopStatus = function (properties) {
                this.values = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * client.ip, host or path
             * @member {string} field
             * @memberof weir.v1.TopStatus
             * @instance
             */
            TopStatus.prototype.field = "";

            /**
             * Requests of the minute, those of all values.
             * @member {number} requests
             * @memberof weir.v1.TopStatus
             * @instance
             */
            TopStatus.prototype.requests = 0;

            /**
             * Most first; when there are fewer than `limit` there are no others.
             * @member {Array.<weir.v1.TopValue.$Properties>} values
             * @memberof weir.v1.TopStatus
             * @instance
             */
            TopStatus.prototype.values = $util.emptyArray;

            /**
             * TopStatus limit.
             * @member {number} limit
             * @memberof weir.v1.TopStatus
             * @instance
             */
            TopStatus.prototype.limit = 0;

            /**
             * Encodes the specified TopStatus message. Does not implicitly {@link weir.v1.TopStatus.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.TopStatus
             * @static
             * @param {weir.v1.TopStatus.$Properties} message TopStatus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TopStatus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.field != null && $Object.hasOwnProperty.call(message, "field") && message.field !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.field);
                if (message.requests != null && $Object.hasOwnProperty.call(message, "requests") && !$Object.is(message.requests, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.requests);
                if (message.values != null && message.values.length)
                    for (let i = 0; i < message.values.length; ++i)
                        $root.weir.v1.TopValue.encode(message.values[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.limit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TopStatus message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.TopStatus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.TopStatus & weir.v1.TopStatus.$Shape} TopStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TopStatus.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.TopStatus();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.field = value;
                            else
                                delete message.field;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.requests = value;
                            else
                                delete message.requests;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.values && message.values.length))
                                message.values = [];
                            message.values.push($root.weir.v1.TopValue.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.limit = value;
                            else
                                delete message.limit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TopStatus;
        })();

        v1.TopValue = (function() {

            /**
             * Properties of a TopValue.
             * @typedef {Object} weir.v1.TopValue.$Properties
             * @property {string|null} [value] TopValue value
             * @property {number|null} [requests] About as many as there were: much traffic is sampled. Too high by `error` at
             * most because of others that had to make room.
             * @property {number|null} [error] TopValue error
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TopValue.
             * @memberof weir.v1
             * @interface ITopValue
             * @augments weir.v1.TopValue.$Properties
             * @deprecated Use weir.v1.TopValue.$Properties instead.
             */

            /**
             * Shape of a TopValue.
             * @typedef {weir.v1.TopValue.$Properties} weir.v1.TopValue.$Shape
             */

            /**
             * Constructs a new TopValue.
             * @memberof weir.v1
             * @classdesc Represents a TopValue.
             * @constructor
             * @param {weir.v1.TopValue.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TopValue = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TopValue value.
             * @member {string} value
             * @memberof weir.v1.TopValue
             * @instance
             */
            TopValue.prototype.value = "";

            /**
             * About as many as there were: much traffic is sampled. Too high by `error` at
             * most because of others that had to make room.
             * @member {number} requests
             * @memberof weir.v1.TopValue
             * @instance
             */
            TopValue.prototype.requests = 0;

            /**
             * TopValue error.
             * @member {number} error
             * @memberof weir.v1.TopValue
             * @instance
             */
            TopValue.prototype.error = 0;

            /**
             * Encodes the specified TopValue message. Does not implicitly {@link weir.v1.TopValue.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.TopValue
             * @static
             * @param {weir.v1.TopValue.$Properties} message TopValue message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TopValue.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.value);
                if (message.requests != null && $Object.hasOwnProperty.call(message, "requests") && !$Object.is(message.requests, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.requests);
                if (message.error != null && $Object.hasOwnProperty.call(message, "error") && !$Object.is(message.error, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.error);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TopValue message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.TopValue
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.TopValue & weir.v1.TopValue.$Shape} TopValue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TopValue.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.TopValue();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.requests = value;
                            else
                                delete message.requests;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.error = value;
                            else
                                delete message.error;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TopValue;
        })();

        v1.SourceStatus = (function() {

            /**
             * Properties of a SourceStatus.
             * @typedef {Object} weir.v1.SourceStatus.$Properties
             * @property {string|null} [name] SourceStatus name
             * @property {string|null} [format] SourceStatus format
             * @property {number|null} [fields] As SourceSpan.fields.
             * @property {number|null} [lines] SourceStatus lines
             * @property {number|null} [malformed] SourceStatus malformed
             * @property {number|null} [position] Bytes read and bytes there are.
             * @property {number|null} [size] SourceStatus size
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SourceStatus.
             * @memberof weir.v1
             * @interface ISourceStatus
             * @augments weir.v1.SourceStatus.$Properties
             * @deprecated Use weir.v1.SourceStatus.$Properties instead.
             */

            /**
             * Shape of a SourceStatus.
             * @typedef {weir.v1.SourceStatus.$Properties} weir.v1.SourceStatus.$Shape
             */

            /**
             * Constructs a new SourceStatus.
             * @memberof weir.v1
             * @classdesc Represents a SourceStatus.
             * @constructor
             * @param {weir.v1.SourceStatus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SourceStatus = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SourceStatus name.
             * @member {string} name
             * @memberof weir.v1.SourceStatus
             * @instance
             */
            SourceStatus.prototype.name = "";

            /**
             * SourceStatus format.
             * @member {string} format
             * @memberof weir.v1.SourceStatus
             * @instance
             */
            SourceStatus.prototype.format = "";

            /**
             * As SourceSpan.fields.
             * @member {number} fields
             * @memberof weir.v1.SourceStatus
             * @instance
             */
            SourceStatus.prototype.fields = 0;

            /**
             * SourceStatus lines.
             * @member {number} lines
             * @memberof weir.v1.SourceStatus
             * @instance
             */
            SourceStatus.prototype.lines = 0;

            /**
             * SourceStatus malformed.
             * @member {number} malformed
             * @memberof weir.v1.SourceStatus
             * @instance
             */
            SourceStatus.prototype.malformed = 0;

            /**
             * Bytes read and bytes there are.
             * @member {number} position
             * @memberof weir.v1.SourceStatus
             * @instance
             */
            SourceStatus.prototype.position = 0;

            /**
             * SourceStatus size.
             * @member {number} size
             * @memberof weir.v1.SourceStatus
             * @instance
             */
            SourceStatus.prototype.size = 0;

            /**
             * Encodes the specified SourceStatus message. Does not implicitly {@link weir.v1.SourceStatus.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.SourceStatus
             * @static
             * @param {weir.v1.SourceStatus.$Properties} message SourceStatus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SourceStatus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.format);
                if (message.fields != null && $Object.hasOwnProperty.call(message, "fields") && message.fields !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.fields);
                if (message.lines != null && $Object.hasOwnProperty.call(message, "lines") && !$Object.is(message.lines, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.lines);
                if (message.malformed != null && $Object.hasOwnProperty.call(message, "malformed") && !$Object.is(message.malformed, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.malformed);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position") && !$Object.is(message.position, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.position);
                if (message.size != null && $Object.hasOwnProperty.call(message, "size") && !$Object.is(message.size, 0))
                    writer.uint32(/* id 7, wireType 1 =*/57).double(message.size);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SourceStatus message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.SourceStatus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.SourceStatus & weir.v1.SourceStatus.$Shape} SourceStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SourceStatus.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.SourceStatus();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.format = value;
                            else
                                delete message.format;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.fields = value;
                            else
                                delete message.fields;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.lines = value;
                            else
                                delete message.lines;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.malformed = value;
                            else
                                delete message.malformed;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.position = value;
                            else
                                delete message.position;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.size = value;
                            else
                                delete message.size;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SourceStatus;
        })();

        v1.ShardStatus = (function() {

            /**
             * Properties of a ShardStatus.
             * @typedef {Object} weir.v1.ShardStatus.$Properties
             * @property {number|null} [shard] ShardStatus shard
             * @property {string|null} [owner] ShardStatus owner
             * @property {number|null} [epoch] ShardStatus epoch
             * @property {number|null} [processed] Last sequence processed, last one known to be stored, last one in a snapshot.
             * @property {number|null} [stored] ShardStatus stored
             * @property {number|null} [sealed] ShardStatus sealed
             * @property {number|null} [lagMs] How far the processed event time is behind the wall clock, ms.
             * @property {number|null} [gaps] ShardStatus gaps
             * @property {number|null} [keys] ShardStatus keys
             * @property {number|null} [clients] Clients of the last minute of event time, and those of them whose requests were
             * mostly successful; unset where no sessions are followed.
             * @property {number|null} [successfulClients] ShardStatus successfulClients
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ShardStatus.
             * @memberof weir.v1
             * @interface IShardStatus
             * @augments weir.v1.ShardStatus.$Properties
             * @deprecated Use weir.v1.ShardStatus.$Properties instead.
             */

            /**
             * Shape of a ShardStatus.
             * @typedef {weir.v1.ShardStatus.$Properties} weir.v1.ShardStatus.$Shape
             */

            /**
             * Constructs a new ShardStatus.
             * @memberof weir.v1
             * @classdesc Represents a ShardStatus.
             * @constructor
             * @param {weir.v1.ShardStatus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ShardStatus = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ShardStatus shard.
             * @member {number} shard
             * @memberof weir.v1.ShardStatus
             * @instance
             */
            ShardStatus.prototype.shard = 0;

            /**
             * ShardStatus owner.
             * @member {string} owner
             * @memberof weir.v1.ShardStatus
             * @instance
             */
            ShardStatus.prototype.owner = "";

            /**
             * ShardStatus epoch.
             * @member {number} epoch
             * @memberof weir.v1.ShardStatus
             * @instance
             */
            ShardStatus.prototype.epoch = 0;

            /**
             * Last sequence processed, last one known to be stored, last one in a snapshot.
             * @member {number} processed
             * @memberof weir.v1.ShardStatus
             * @instance
             */
            ShardStatus.prototype.processed = 0;

            /**
             * ShardStatus stored.
             * @member {number} stored
             * @memberof weir.v1.ShardStatus
             * @instance
             */
            ShardStatus.prototype.stored = 0;

            /**
             * ShardStatus sealed.
             * @member {number} sealed
             * @memberof weir.v1.ShardStatus
             * @instance
             */
            ShardStatus.prototype.sealed = 0;

            /**
             * How far the processed event time is behind the wall clock, ms.
             * @member {number} lagMs
             * @memberof weir.v1.ShardStatus
             * @instance
             */
            ShardStatus.prototype.lagMs = 0;

            /**
             * ShardStatus gaps.
             * @member {number} gaps
             * @memberof weir.v1.ShardStatus
             * @instance
             */
            ShardStatus.prototype.gaps = 0;

            /**
             * ShardStatus keys.
             * @member {number} keys
             * @memberof weir.v1.ShardStatus
             * @instance
             */
            ShardStatus.prototype.keys = 0;

            /**
             * Clients of the last minute of event time, and those of them whose requests were
             * mostly successful; unset where no sessions are followed.
             * @member {number|null|undefined} clients
             * @memberof weir.v1.ShardStatus
             * @instance
             */
            ShardStatus.prototype.clients = null;

            /**
             * ShardStatus successfulClients.
             * @member {number|null|undefined} successfulClients
             * @memberof weir.v1.ShardStatus
             * @instance
             */
            ShardStatus.prototype.successfulClients = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(ShardStatus.prototype, "_clients", {
                get: $util.oneOfGetter($oneOfFields = ["clients"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(ShardStatus.prototype, "_successfulClients", {
                get: $util.oneOfGetter($oneOfFields = ["successfulClients"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified ShardStatus message. Does not implicitly {@link weir.v1.ShardStatus.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ShardStatus
             * @static
             * @param {weir.v1.ShardStatus.$Properties} message ShardStatus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ShardStatus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.shard != null && $Object.hasOwnProperty.call(message, "shard") && message.shard !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.shard);
                if (message.owner != null && $Object.hasOwnProperty.call(message, "owner") && message.owner !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.owner);
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && !$Object.is(message.epoch, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.epoch);
                if (message.processed != null && $Object.hasOwnProperty.call(message, "processed") && !$Object.is(message.processed, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.processed);
                if (message.stored != null && $Object.hasOwnProperty.call(message, "stored") && !$Object.is(message.stored, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.stored);
                if (message.sealed != null && $Object.hasOwnProperty.call(message, "sealed") && !$Object.is(message.sealed, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.sealed);
                if (message.lagMs != null && $Object.hasOwnProperty.call(message, "lagMs") && !$Object.is(message.lagMs, 0))
                    writer.uint32(/* id 7, wireType 1 =*/57).double(message.lagMs);
                if (message.gaps != null && $Object.hasOwnProperty.call(message, "gaps") && !$Object.is(message.gaps, 0))
                    writer.uint32(/* id 8, wireType 1 =*/65).double(message.gaps);
                if (message.keys != null && $Object.hasOwnProperty.call(message, "keys") && !$Object.is(message.keys, 0))
                    writer.uint32(/* id 9, wireType 1 =*/73).double(message.keys);
                if (message.clients != null && $Object.hasOwnProperty.call(message, "clients"))
                    writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.clients);
                if (message.successfulClients != null && $Object.hasOwnProperty.call(message, "successfulClients"))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.successfulClients);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ShardStatus message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ShardStatus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ShardStatus & weir.v1.ShardStatus.$Shape} ShardStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ShardStatus.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ShardStatus();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.shard = value;
                            else
                                delete message.shard;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.owner = value;
                            else
                                delete message.owner;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.epoch = value;
                            else
                                delete message.epoch;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.processed = value;
                            else
                                delete message.processed;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.stored = value;
                            else
                                delete message.stored;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.sealed = value;
                            else
                                delete message.sealed;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.lagMs = value;
                            else
                                delete message.lagMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.gaps = value;
                            else
                                delete message.gaps;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.keys = value;
                            else
                                delete message.keys;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            message.clients = reader.uint32();
                            message._clients = "clients";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            message.successfulClients = reader.uint32();
                            message._successfulClients = "successfulClients";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ShardStatus;
        })();

        v1.PartitionStatus = (function() {

            /**
             * Properties of a PartitionStatus.
             * @typedef {Object} weir.v1.PartitionStatus.$Properties
             * @property {number|null} [partition] PartitionStatus partition
             * @property {string|null} [owner] PartitionStatus owner
             * @property {number|null} [epoch] PartitionStatus epoch
             * @property {number|null} [processed] Last sequence of the detections' stream that was begun.
             * @property {number|null} [behind] Detections that wait or are worked on.
             * @property {number|null} [lagMs] How long ago the last one begun was stored, ms; 0 when none waits.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PartitionStatus.
             * @memberof weir.v1
             * @interface IPartitionStatus
             * @augments weir.v1.PartitionStatus.$Properties
             * @deprecated Use weir.v1.PartitionStatus.$Properties instead.
             */

            /**
             * Shape of a PartitionStatus.
             * @typedef {weir.v1.PartitionStatus.$Properties} weir.v1.PartitionStatus.$Shape
             */

            /**
             * Constructs a new PartitionStatus.
             * @memberof weir.v1
             * @classdesc A part of the detections, by the network they are about, which one decision
             * service owns.
             * @constructor
             * @param {weir.v1.PartitionStatus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PartitionStatus = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PartitionStatus partition.
             * @member {number} partition
             * @memberof weir.v1.PartitionStatus
             * @instance
             */
            PartitionStatus.prototype.partition = 0;

            /**
             * PartitionStatus owner.
             * @member {string} owner
             * @memberof weir.v1.PartitionStatus
             * @instance
             */
            PartitionStatus.prototype.owner = "";

            /**
             * PartitionStatus epoch.
             * @member {number} epoch
             * @memberof weir.v1.PartitionStatus
             * @instance
             */
            PartitionStatus.prototype.epoch = 0;

            /**
             * Last sequence of the detections' stream that was begun.
             * @member {number} processed
             * @memberof weir.v1.PartitionStatus
             * @instance
             */
            PartitionStatus.prototype.processed = 0;

            /**
             * Detections that wait or are worked on.
             * @member {number} behind
             * @memberof weir.v1.PartitionStatus
             * @instance
             */
            PartitionStatus.prototype.behind = 0;

            /**
             * How long ago the last one begun was stored, ms; 0 when none waits.
             * @member {number} lagMs
             * @memberof weir.v1.PartitionStatus
             * @instance
             */
            PartitionStatus.prototype.lagMs = 0;

            /**
             * Encodes the specified PartitionStatus message. Does not implicitly {@link weir.v1.PartitionStatus.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.PartitionStatus
             * @static
             * @param {weir.v1.PartitionStatus.$Properties} message PartitionStatus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PartitionStatus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.partition);
                if (message.owner != null && $Object.hasOwnProperty.call(message, "owner") && message.owner !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.owner);
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && !$Object.is(message.epoch, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.epoch);
                if (message.processed != null && $Object.hasOwnProperty.call(message, "processed") && !$Object.is(message.processed, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.processed);
                if (message.behind != null && $Object.hasOwnProperty.call(message, "behind") && !$Object.is(message.behind, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.behind);
                if (message.lagMs != null && $Object.hasOwnProperty.call(message, "lagMs") && !$Object.is(message.lagMs, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.lagMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PartitionStatus message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.PartitionStatus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.PartitionStatus & weir.v1.PartitionStatus.$Shape} PartitionStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PartitionStatus.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.PartitionStatus();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.owner = value;
                            else
                                delete message.owner;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.epoch = value;
                            else
                                delete message.epoch;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.processed = value;
                            else
                                delete message.processed;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.behind = value;
                            else
                                delete message.behind;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.lagMs = value;
                            else
                                delete message.lagMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PartitionStatus;
        })();

        v1.ScenarioStatus = (function() {

            /**
             * Properties of a ScenarioStatus.
             * @typedef {Object} weir.v1.ScenarioStatus.$Properties
             * @property {string|null} [name] ScenarioStatus name
             * @property {string|null} [version] ScenarioStatus version
             * @property {weir.v1.Mode|null} [mode] ScenarioStatus mode
             * @property {number|null} [needs] As SourceSpan.fields: what the scenario can't do without, and all it looks at.
             * @property {number|null} [uses] ScenarioStatus uses
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ScenarioStatus.
             * @memberof weir.v1
             * @interface IScenarioStatus
             * @augments weir.v1.ScenarioStatus.$Properties
             * @deprecated Use weir.v1.ScenarioStatus.$Properties instead.
             */

            /**
             * Shape of a ScenarioStatus.
             * @typedef {weir.v1.ScenarioStatus.$Properties} weir.v1.ScenarioStatus.$Shape
             */

            /**
             * Constructs a new ScenarioStatus.
             * @memberof weir.v1
             * @classdesc Represents a ScenarioStatus.
             * @constructor
             * @param {weir.v1.ScenarioStatus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ScenarioStatus = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ScenarioStatus name.
             * @member {string} name
             * @memberof weir.v1.ScenarioStatus
             * @instance
             */
            ScenarioStatus.prototype.name = "";

            /**
             * ScenarioStatus version.
             * @member {string} version
             * @memberof weir.v1.ScenarioStatus
             * @instance
             */
            ScenarioStatus.prototype.version = "";

            /**
             * ScenarioStatus mode.
             * @member {weir.v1.Mode} mode
             * @memberof weir.v1.ScenarioStatus
             * @instance
             */
            ScenarioStatus.prototype.mode = 0;

            /**
             * As SourceSpan.fields: what the scenario can't do without, and all it looks at.
             * @member {number} needs
             * @memberof weir.v1.ScenarioStatus
             * @instance
             */
            ScenarioStatus.prototype.needs = 0;

            /**
             * ScenarioStatus uses.
             * @member {number} uses
             * @memberof weir.v1.ScenarioStatus
             * @instance
             */
            ScenarioStatus.prototype.uses = 0;

            /**
             * Encodes the specified ScenarioStatus message. Does not implicitly {@link weir.v1.ScenarioStatus.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ScenarioStatus
             * @static
             * @param {weir.v1.ScenarioStatus.$Properties} message ScenarioStatus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ScenarioStatus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.version);
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.mode);
                if (message.needs != null && $Object.hasOwnProperty.call(message, "needs") && message.needs !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.needs);
                if (message.uses != null && $Object.hasOwnProperty.call(message, "uses") && message.uses !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.uses);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ScenarioStatus message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ScenarioStatus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ScenarioStatus & weir.v1.ScenarioStatus.$Shape} ScenarioStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ScenarioStatus.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ScenarioStatus();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.needs = value;
                            else
                                delete message.needs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.uses = value;
                            else
                                delete message.uses;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ScenarioStatus;
        })();

        v1.ExplainRequest = (function() {

            /**
             * Properties of an ExplainRequest.
             * @typedef {Object} weir.v1.ExplainRequest.$Properties
             * @property {string|null} [address] ExplainRequest address
             * @property {string|null} [group] Between services. Which analyzer of one's own is asked: as in ServiceStatus.
             * @property {Array.<weir.v1.SessionState.$Properties>|null} [known] And the sessions that the others know, by which its keys are found.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExplainRequest.
             * @memberof weir.v1
             * @interface IExplainRequest
             * @augments weir.v1.ExplainRequest.$Properties
             * @deprecated Use weir.v1.ExplainRequest.$Properties instead.
             */

            /**
             * Shape of an ExplainRequest.
             * @typedef {weir.v1.ExplainRequest.$Properties} weir.v1.ExplainRequest.$Shape
             */

            /**
             * Constructs a new ExplainRequest.
             * @memberof weir.v1
             * @classdesc Represents an ExplainRequest.
             * @constructor
             * @param {weir.v1.ExplainRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExplainRequest = function (properties) {
                this.known = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExplainRequest address.
             * @member {string} address
             * @memberof weir.v1.ExplainRequest
             * @instance
             */
            ExplainRequest.prototype.address = "";

            /**
             * Between services. Which analyzer of one's own is asked: as in ServiceStatus.
             * @member {string} group
             * @memberof weir.v1.ExplainRequest
             * @instance
             */
            ExplainRequest.prototype.group = "";

            /**
             * And the sessions that the others know, by which its keys are found.
             * @member {Array.<weir.v1.SessionState.$Properties>} known
             * @memberof weir.v1.ExplainRequest
             * @instance
             */
            ExplainRequest.prototype.known = $util.emptyArray;

            /**
             * Encodes the specified ExplainRequest message. Does not implicitly {@link weir.v1.ExplainRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ExplainRequest
             * @static
             * @param {weir.v1.ExplainRequest.$Properties} message ExplainRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExplainRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.address);
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.group);
                if (message.known != null && message.known.length)
                    for (let i = 0; i < message.known.length; ++i)
                        $root.weir.v1.SessionState.encode(message.known[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExplainRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ExplainRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ExplainRequest & weir.v1.ExplainRequest.$Shape} ExplainRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExplainRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ExplainRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.address = value;
                            else
                                delete message.address;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.known && message.known.length))
                                message.known = [];
                            message.known.push($root.weir.v1.SessionState.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ExplainRequest;
        })();

        v1.ExplainReply = (function() {

            /**
             * Properties of an ExplainReply.
             * @typedef {Object} weir.v1.ExplainReply.$Properties
             * @property {Array.<weir.v1.Progress.$Properties>|null} [progress] ExplainReply progress
             * @property {Array.<weir.v1.SessionState.$Properties>|null} [sessions] ExplainReply sessions
             * @property {number|null} [shard] ExplainReply shard
             * @property {string|null} [owner] ExplainReply owner
             * @property {string|null} [announcedBy] As in EvidenceReply.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExplainReply.
             * @memberof weir.v1
             * @interface IExplainReply
             * @augments weir.v1.ExplainReply.$Properties
             * @deprecated Use weir.v1.ExplainReply.$Properties instead.
             */

            /**
             * Shape of an ExplainReply.
             * @typedef {weir.v1.ExplainReply.$Properties} weir.v1.ExplainReply.$Shape
             */

            /**
             * Constructs a new ExplainReply.
             * @memberof weir.v1
             * @classdesc As the owner of the address's shard knows it.
             * @constructor
             * @param {weir.v1.ExplainReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExplainReply = function (properties) {
                this.progress = [];
                this.sessions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExplainReply progress.
             * @member {Array.<weir.v1.Progress.$Properties>} progress
             * @memberof weir.v1.ExplainReply
             * @instance
             */
            ExplainReply.prototype.progress = $util.emptyArray;

            /**
             * ExplainReply sessions.
             * @member {Array.<weir.v1.SessionState.$Properties>} sessions
             * @memberof weir.v1.ExplainReply
             * @instance
             */
            ExplainReply.prototype.sessions = $util.emptyArray;

            /**
             * ExplainReply shard.
             * @member {number} shard
             * @memberof weir.v1.ExplainReply
             * @instance
             */
            ExplainReply.prototype.shard = 0;

            /**
             * ExplainReply owner.
             * @member {string} owner
             * @memberof weir.v1.ExplainReply
             * @instance
             */
            ExplainReply.prototype.owner = "";

            /**
             * As in EvidenceReply.
             * @member {string} announcedBy
             * @memberof weir.v1.ExplainReply
             * @instance
             */
            ExplainReply.prototype.announcedBy = "";

            /**
             * Encodes the specified ExplainReply message. Does not implicitly {@link weir.v1.ExplainReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ExplainReply
             * @static
             * @param {weir.v1.ExplainReply.$Properties} message ExplainReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExplainReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.progress != null && message.progress.length)
                    for (let i = 0; i < message.progress.length; ++i)
                        $root.weir.v1.Progress.encode(message.progress[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.sessions != null && message.sessions.length)
                    for (let i = 0; i < message.sessions.length; ++i)
                        $root.weir.v1.SessionState.encode(message.sessions[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.shard != null && $Object.hasOwnProperty.call(message, "shard") && message.shard !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.shard);
                if (message.owner != null && $Object.hasOwnProperty.call(message, "owner") && message.owner !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.owner);
                if (message.announcedBy != null && $Object.hasOwnProperty.call(message, "announcedBy") && message.announcedBy !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.announcedBy);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExplainReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ExplainReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ExplainReply & weir.v1.ExplainReply.$Shape} ExplainReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExplainReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ExplainReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.progress && message.progress.length))
                                message.progress = [];
                            message.progress.push($root.weir.v1.Progress.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.sessions && message.sessions.length))
                                message.sessions = [];
                            message.sessions.push($root.weir.v1.SessionState.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.shard = value;
                            else
                                delete message.shard;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.owner = value;
                            else
                                delete message.owner;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.announcedBy = value;
                            else
                                delete message.announcedBy;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ExplainReply;
        })();

        v1.SessionState = (function() {

            /**
             * Properties of a SessionState.
             * @typedef {Object} weir.v1.SessionState.$Properties
             * @property {string|null} [userAgent] SessionState userAgent
             * @property {string|null} [host] Of the last request.
             * @property {number|null} [lastMs] SessionState lastMs
             * @property {Object.<string,number>|null} [numbers] As the fields of sessions in conditions, such as session.requests.
             * @property {string|null} [trail] SessionState trail
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SessionState.
             * @memberof weir.v1
             * @interface ISessionState
             * @augments weir.v1.SessionState.$Properties
             * @deprecated Use weir.v1.SessionState.$Properties instead.
             */

            /**
             * Shape of a SessionState.
             * @typedef {weir.v1.SessionState.$Properties} weir.v1.SessionState.$Shape
             */

            /**
             * Constructs a new SessionState.
             * @memberof weir.v1
             * @classdesc What an address does with one user agent until it pauses.
             * @constructor
             * @param {weir.v1.SessionState.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SessionState = function (properties) {
                this.numbers = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SessionState userAgent.
             * @member {string} userAgent
             * @memberof weir.v1.SessionState
             * @instance
             */
            SessionState.prototype.userAgent = "";

            /**
             * Of the last request.
             * @member {string} host
             * @memberof weir.v1.SessionState
             * @instance
             */
            SessionState.prototype.host = "";

            /**
             * SessionState lastMs.
             * @member {number} lastMs
             * @memberof weir.v1.SessionState
             * @instance
             */
            SessionState.prototype.lastMs = 0;

            /**
             * As the fields of sessions in conditions, such as session.requests.
             * @member {Object.<string,number>} numbers
             * @memberof weir.v1.SessionState
             * @instance
             */
            SessionState.prototype.numbers = $util.emptyObject;

            /**
             * SessionState trail.
             * @member {string} trail
             * @memberof weir.v1.SessionState
             * @instance
             */
            SessionState.prototype.trail = "";

            /**
             * Encodes the specified SessionState message. Does not implicitly {@link weir.v1.SessionState.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.SessionState
             * @static
             * @param {weir.v1.SessionState.$Properties} message SessionState message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SessionState.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.userAgent != null && $Object.hasOwnProperty.call(message, "userAgent") && message.userAgent !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.userAgent);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.host);
                if (message.lastMs != null && $Object.hasOwnProperty.call(message, "lastMs") && !$Object.is(message.lastMs, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.lastMs);
                if (message.numbers != null && $Object.hasOwnProperty.call(message, "numbers"))
                    for (let keys = $Object.keys(message.numbers), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 4, wireType 2 =*/34).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 1 =*/17).double(message.numbers[keys[i]]).ldelim();
                if (message.trail != null && $Object.hasOwnProperty.call(message, "trail") && message.trail !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.trail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SessionState message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.SessionState
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.SessionState & weir.v1.SessionState.$Shape} SessionState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SessionState.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.SessionState();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.userAgent = value;
                            else
                                delete message.userAgent;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.lastMs = value;
                            else
                                delete message.lastMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (message.numbers === $util.emptyObject)
                                message.numbers = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = 0;
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 1)
                                        break;
                                    value = reader.double();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.numbers, key);
                            message.numbers[key] = value;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.trail = value;
                            else
                                delete message.trail;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SessionState;
        })();

        v1.Progress = (function() {

            /**
             * Properties of a Progress.
             * @typedef {Object} weir.v1.Progress.$Properties
             * @property {string|null} [scenario] Progress scenario
             * @property {Array.<weir.v1.KeyField.$Properties>|null} [key] Progress key
             * @property {number|null} [level] It fires with more than the threshold; 0 and 0 where every event is a finding.
             * @property {number|null} [threshold] Progress threshold
             * @property {number|null} [lastMs] Of the key's last event, Unix ms: the level is that of then.
             * @property {boolean|null} [open] A detection is open.
             * @property {weir.v1.Mode|null} [mode] Progress mode
             * @property {number|null} [events] Where a share needs so many events: how many there are.
             * @property {number|null} [eventsMin] Progress eventsMin
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Progress.
             * @memberof weir.v1
             * @interface IProgress
             * @augments weir.v1.Progress.$Properties
             * @deprecated Use weir.v1.Progress.$Properties instead.
             */

            /**
             * Shape of a Progress.
             * @typedef {weir.v1.Progress.$Properties} weir.v1.Progress.$Shape
             */

            /**
             * Constructs a new Progress.
             * @memberof weir.v1
             * @classdesc Represents a Progress.
             * @constructor
             * @param {weir.v1.Progress.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Progress = function (properties) {
                this.key = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Progress scenario.
             * @member {string} scenario
             * @memberof weir.v1.Progress
             * @instance
             */
            Progress.prototype.scenario = "";

            /**
             * Progress key.
             * @member {Array.<weir.v1.KeyField.$Properties>} key
             * @memberof weir.v1.Progress
             * @instance
             */
            Progress.prototype.key = $util.emptyArray;

            /**
             * It fires with more than the threshold; 0 and 0 where every event is a finding.
             * @member {number} level
             * @memberof weir.v1.Progress
             * @instance
             */
            Progress.prototype.level = 0;

            /**
             * Progress threshold.
             * @member {number} threshold
             * @memberof weir.v1.Progress
             * @instance
             */
            Progress.prototype.threshold = 0;

            /**
             * Of the key's last event, Unix ms: the level is that of then.
             * @member {number} lastMs
             * @memberof weir.v1.Progress
             * @instance
             */
            Progress.prototype.lastMs = 0;

            /**
             * A detection is open.
             * @member {boolean} open
             * @memberof weir.v1.Progress
             * @instance
             */
            Progress.prototype.open = false;

            /**
             * Progress mode.
             * @member {weir.v1.Mode} mode
             * @memberof weir.v1.Progress
             * @instance
             */
            Progress.prototype.mode = 0;

            /**
             * Where a share needs so many events: how many there are.
             * @member {number} events
             * @memberof weir.v1.Progress
             * @instance
             */
            Progress.prototype.events = 0;

            /**
             * Progress eventsMin.
             * @member {number} eventsMin
             * @memberof weir.v1.Progress
             * @instance
             */
            Progress.prototype.eventsMin = 0;

            /**
             * Encodes the specified Progress message. Does not implicitly {@link weir.v1.Progress.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.Progress
             * @static
             * @param {weir.v1.Progress.$Properties} message Progress message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Progress.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.scenario != null && $Object.hasOwnProperty.call(message, "scenario") && message.scenario !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.scenario);
                if (message.key != null && message.key.length)
                    for (let i = 0; i < message.key.length; ++i)
                        $root.weir.v1.KeyField.encode(message.key[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.level != null && $Object.hasOwnProperty.call(message, "level") && !$Object.is(message.level, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.level);
                if (message.threshold != null && $Object.hasOwnProperty.call(message, "threshold") && !$Object.is(message.threshold, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.threshold);
                if (message.lastMs != null && $Object.hasOwnProperty.call(message, "lastMs") && !$Object.is(message.lastMs, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.lastMs);
                if (message.open != null && $Object.hasOwnProperty.call(message, "open") && message.open !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.open);
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int32(message.mode);
                if (message.events != null && $Object.hasOwnProperty.call(message, "events") && !$Object.is(message.events, 0))
                    writer.uint32(/* id 8, wireType 1 =*/65).double(message.events);
                if (message.eventsMin != null && $Object.hasOwnProperty.call(message, "eventsMin") && !$Object.is(message.eventsMin, 0))
                    writer.uint32(/* id 9, wireType 1 =*/73).double(message.eventsMin);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Progress message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.Progress
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.Progress & weir.v1.Progress.$Shape} Progress
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Progress.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.Progress();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.scenario = value;
                            else
                                delete message.scenario;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.key && message.key.length))
                                message.key = [];
                            message.key.push($root.weir.v1.KeyField.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.level = value;
                            else
                                delete message.level;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.threshold = value;
                            else
                                delete message.threshold;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.lastMs = value;
                            else
                                delete message.lastMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.open = value;
                            else
                                delete message.open;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.events = value;
                            else
                                delete message.events;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.eventsMin = value;
                            else
                                delete message.eventsMin;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Progress;
        })();

        v1.ExportLedgerRequest = (function() {

            /**
             * Properties of an ExportLedgerRequest.
             * @typedef {Object} weir.v1.ExportLedgerRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExportLedgerRequest.
             * @memberof weir.v1
             * @interface IExportLedgerRequest
             * @augments weir.v1.ExportLedgerRequest.$Properties
             * @deprecated Use weir.v1.ExportLedgerRequest.$Properties instead.
             */

            /**
             * Shape of an ExportLedgerRequest.
             * @typedef {weir.v1.ExportLedgerRequest.$Properties} weir.v1.ExportLedgerRequest.$Shape
             */

            /**
             * Constructs a new ExportLedgerRequest.
             * @memberof weir.v1
             * @classdesc Represents an ExportLedgerRequest.
             * @constructor
             * @param {weir.v1.ExportLedgerRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExportLedgerRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Encodes the specified ExportLedgerRequest message. Does not implicitly {@link weir.v1.ExportLedgerRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ExportLedgerRequest
             * @static
             * @param {weir.v1.ExportLedgerRequest.$Properties} message ExportLedgerRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExportLedgerRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExportLedgerRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ExportLedgerRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ExportLedgerRequest & weir.v1.ExportLedgerRequest.$Shape} ExportLedgerRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExportLedgerRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ExportLedgerRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ExportLedgerRequest;
        })();

        v1.ExportLedgerReply = (function() {

            /**
             * Properties of an ExportLedgerReply.
             * @typedef {Object} weir.v1.ExportLedgerReply.$Properties
             * @property {Array.<weir.v1.StoredEntry.$Properties>|null} [entries] ExportLedgerReply entries
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ExportLedgerReply.
             * @memberof weir.v1
             * @interface IExportLedgerReply
             * @augments weir.v1.ExportLedgerReply.$Properties
             * @deprecated Use weir.v1.ExportLedgerReply.$Properties instead.
             */

            /**
             * Shape of an ExportLedgerReply.
             * @typedef {weir.v1.ExportLedgerReply.$Properties} weir.v1.ExportLedgerReply.$Shape
             */

            /**
             * Constructs a new ExportLedgerReply.
             * @memberof weir.v1
             * @classdesc Represents an ExportLedgerReply.
             * @constructor
             * @param {weir.v1.ExportLedgerReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ExportLedgerReply = function (properties) {
                this.entries = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ExportLedgerReply entries.
             * @member {Array.<weir.v1.StoredEntry.$Properties>} entries
             * @memberof weir.v1.ExportLedgerReply
             * @instance
             */
            ExportLedgerReply.prototype.entries = $util.emptyArray;

            /**
             * Encodes the specified ExportLedgerReply message. Does not implicitly {@link weir.v1.ExportLedgerReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ExportLedgerReply
             * @static
             * @param {weir.v1.ExportLedgerReply.$Properties} message ExportLedgerReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ExportLedgerReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.entries != null && message.entries.length)
                    for (let i = 0; i < message.entries.length; ++i)
                        $root.weir.v1.StoredEntry.encode(message.entries[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ExportLedgerReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ExportLedgerReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ExportLedgerReply & weir.v1.ExportLedgerReply.$Shape} ExportLedgerReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ExportLedgerReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ExportLedgerReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entries && message.entries.length))
                                message.entries = [];
                            message.entries.push($root.weir.v1.StoredEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ExportLedgerReply;
        })();

        v1.ImportLedgerRequest = (function() {

            /**
             * Properties of an ImportLedgerRequest.
             * @typedef {Object} weir.v1.ImportLedgerRequest.$Properties
             * @property {string|null} [author] In the first request: who wants it, and what it is.
             * @property {string|null} [what] ImportLedgerRequest what
             * @property {Array.<weir.v1.StoredEntry.$Properties>|null} [entries] 1,000 at most.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ImportLedgerRequest.
             * @memberof weir.v1
             * @interface IImportLedgerRequest
             * @augments weir.v1.ImportLedgerRequest.$Properties
             * @deprecated Use weir.v1.ImportLedgerRequest.$Properties instead.
             */

            /**
             * Shape of an ImportLedgerRequest.
             * @typedef {weir.v1.ImportLedgerRequest.$Properties} weir.v1.ImportLedgerRequest.$Shape
             */

            /**
             * Constructs a new ImportLedgerRequest.
             * @memberof weir.v1
             * @classdesc Represents an ImportLedgerRequest.
             * @constructor
             * @param {weir.v1.ImportLedgerRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ImportLedgerRequest = function (properties) {
                this.entries = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * In the first request: who wants it, and what it is.
             * @member {string} author
             * @memberof weir.v1.ImportLedgerRequest
             * @instance
             */
            ImportLedgerRequest.prototype.author = "";

            /**
             * ImportLedgerRequest what.
             * @member {string} what
             * @memberof weir.v1.ImportLedgerRequest
             * @instance
             */
            ImportLedgerRequest.prototype.what = "";

            /**
             * 1,000 at most.
             * @member {Array.<weir.v1.StoredEntry.$Properties>} entries
             * @memberof weir.v1.ImportLedgerRequest
             * @instance
             */
            ImportLedgerRequest.prototype.entries = $util.emptyArray;

            /**
             * Encodes the specified ImportLedgerRequest message. Does not implicitly {@link weir.v1.ImportLedgerRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ImportLedgerRequest
             * @static
             * @param {weir.v1.ImportLedgerRequest.$Properties} message ImportLedgerRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ImportLedgerRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.author);
                if (message.what != null && $Object.hasOwnProperty.call(message, "what") && message.what !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.what);
                if (message.entries != null && message.entries.length)
                    for (let i = 0; i < message.entries.length; ++i)
                        $root.weir.v1.StoredEntry.encode(message.entries[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ImportLedgerRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ImportLedgerRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ImportLedgerRequest & weir.v1.ImportLedgerRequest.$Shape} ImportLedgerRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ImportLedgerRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ImportLedgerRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.author = value;
                            else
                                delete message.author;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.what = value;
                            else
                                delete message.what;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entries && message.entries.length))
                                message.entries = [];
                            message.entries.push($root.weir.v1.StoredEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ImportLedgerRequest;
        })();

        v1.ImportLedgerReply = (function() {

            /**
             * Properties of an ImportLedgerReply.
             * @typedef {Object} weir.v1.ImportLedgerReply.$Properties
             * @property {number|null} [added] ImportLedgerReply added
             * @property {number|null} [replaced] Were older.
             * @property {number|null} [kept] As new, or newer.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ImportLedgerReply.
             * @memberof weir.v1
             * @interface IImportLedgerReply
             * @augments weir.v1.ImportLedgerReply.$Properties
             * @deprecated Use weir.v1.ImportLedgerReply.$Properties instead.
             */

            /**
             * Shape of an ImportLedgerReply.
             * @typedef {weir.v1.ImportLedgerReply.$Properties} weir.v1.ImportLedgerReply.$Shape
             */

            /**
             * Constructs a new ImportLedgerReply.
             * @memberof weir.v1
             * @classdesc Of one request.
             * @constructor
             * @param {weir.v1.ImportLedgerReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ImportLedgerReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ImportLedgerReply added.
             * @member {number} added
             * @memberof weir.v1.ImportLedgerReply
             * @instance
             */
            ImportLedgerReply.prototype.added = 0;

            /**
             * Were older.
             * @member {number} replaced
             * @memberof weir.v1.ImportLedgerReply
             * @instance
             */
            ImportLedgerReply.prototype.replaced = 0;

            /**
             * As new, or newer.
             * @member {number} kept
             * @memberof weir.v1.ImportLedgerReply
             * @instance
             */
            ImportLedgerReply.prototype.kept = 0;

            /**
             * Encodes the specified ImportLedgerReply message. Does not implicitly {@link weir.v1.ImportLedgerReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ImportLedgerReply
             * @static
             * @param {weir.v1.ImportLedgerReply.$Properties} message ImportLedgerReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ImportLedgerReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.added != null && $Object.hasOwnProperty.call(message, "added") && message.added !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.added);
                if (message.replaced != null && $Object.hasOwnProperty.call(message, "replaced") && message.replaced !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.replaced);
                if (message.kept != null && $Object.hasOwnProperty.call(message, "kept") && message.kept !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.kept);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ImportLedgerReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ImportLedgerReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ImportLedgerReply & weir.v1.ImportLedgerReply.$Shape} ImportLedgerReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ImportLedgerReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ImportLedgerReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.added = value;
                            else
                                delete message.added;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.replaced = value;
                            else
                                delete message.replaced;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.kept = value;
                            else
                                delete message.kept;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ImportLedgerReply;
        })();

        v1.StoredEntry = (function() {

            /**
             * Properties of a StoredEntry.
             * @typedef {Object} weir.v1.StoredEntry.$Properties
             * @property {string|null} [key] In the ledger's store.
             * @property {Uint8Array|null} [value] A Decision.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StoredEntry.
             * @memberof weir.v1
             * @interface IStoredEntry
             * @augments weir.v1.StoredEntry.$Properties
             * @deprecated Use weir.v1.StoredEntry.$Properties instead.
             */

            /**
             * Shape of a StoredEntry.
             * @typedef {weir.v1.StoredEntry.$Properties} weir.v1.StoredEntry.$Shape
             */

            /**
             * Constructs a new StoredEntry.
             * @memberof weir.v1
             * @classdesc Represents a StoredEntry.
             * @constructor
             * @param {weir.v1.StoredEntry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StoredEntry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * In the ledger's store.
             * @member {string} key
             * @memberof weir.v1.StoredEntry
             * @instance
             */
            StoredEntry.prototype.key = "";

            /**
             * A Decision.
             * @member {Uint8Array} value
             * @memberof weir.v1.StoredEntry
             * @instance
             */
            StoredEntry.prototype.value = $util.newBuffer([]);

            /**
             * Encodes the specified StoredEntry message. Does not implicitly {@link weir.v1.StoredEntry.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.StoredEntry
             * @static
             * @param {weir.v1.StoredEntry.$Properties} message StoredEntry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StoredEntry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StoredEntry message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.StoredEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.StoredEntry & weir.v1.StoredEntry.$Shape} StoredEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StoredEntry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.StoredEntry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StoredEntry;
        })();

        v1.TestNotificationRequest = (function() {

            /**
             * Properties of a TestNotificationRequest.
             * @typedef {Object} weir.v1.TestNotificationRequest.$Properties
             * @property {string|null} [name] Of the channel, as configured.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TestNotificationRequest.
             * @memberof weir.v1
             * @interface ITestNotificationRequest
             * @augments weir.v1.TestNotificationRequest.$Properties
             * @deprecated Use weir.v1.TestNotificationRequest.$Properties instead.
             */

            /**
             * Shape of a TestNotificationRequest.
             * @typedef {weir.v1.TestNotificationRequest.$Properties} weir.v1.TestNotificationRequest.$Shape
             */

            /**
             * Constructs a new TestNotificationRequest.
             * @memberof weir.v1
             * @classdesc Represents a TestNotificationRequest.
             * @constructor
             * @param {weir.v1.TestNotificationRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TestNotificationRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Of the channel, as configured.
             * @member {string} name
             * @memberof weir.v1.TestNotificationRequest
             * @instance
             */
            TestNotificationRequest.prototype.name = "";

            /**
             * Encodes the specified TestNotificationRequest message. Does not implicitly {@link weir.v1.TestNotificationRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.TestNotificationRequest
             * @static
             * @param {weir.v1.TestNotificationRequest.$Properties} message TestNotificationRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TestNotificationRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TestNotificationRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.TestNotificationRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.TestNotificationRequest & weir.v1.TestNotificationRequest.$Shape} TestNotificationRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TestNotificationRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.TestNotificationRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TestNotificationRequest;
        })();

        v1.TestNotificationReply = (function() {

            /**
             * Properties of a TestNotificationReply.
             * @typedef {Object} weir.v1.TestNotificationReply.$Properties
             * @property {string|null} [error] Why it could not be sent; empty when it was.
             * @property {number|null} [tookMs] TestNotificationReply tookMs
             * @property {string|null} [instance] The replica that has tried.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TestNotificationReply.
             * @memberof weir.v1
             * @interface ITestNotificationReply
             * @augments weir.v1.TestNotificationReply.$Properties
             * @deprecated Use weir.v1.TestNotificationReply.$Properties instead.
             */

            /**
             * Shape of a TestNotificationReply.
             * @typedef {weir.v1.TestNotificationReply.$Properties} weir.v1.TestNotificationReply.$Shape
             */

            /**
             * Constructs a new TestNotificationReply.
             * @memberof weir.v1
             * @classdesc Represents a TestNotificationReply.
             * @constructor
             * @param {weir.v1.TestNotificationReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TestNotificationReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Why it could not be sent; empty when it was.
             * @member {string} error
             * @memberof weir.v1.TestNotificationReply
             * @instance
             */
            TestNotificationReply.prototype.error = "";

            /**
             * TestNotificationReply tookMs.
             * @member {number} tookMs
             * @memberof weir.v1.TestNotificationReply
             * @instance
             */
            TestNotificationReply.prototype.tookMs = 0;

            /**
             * The replica that has tried.
             * @member {string} instance
             * @memberof weir.v1.TestNotificationReply
             * @instance
             */
            TestNotificationReply.prototype.instance = "";

            /**
             * Encodes the specified TestNotificationReply message. Does not implicitly {@link weir.v1.TestNotificationReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.TestNotificationReply
             * @static
             * @param {weir.v1.TestNotificationReply.$Properties} message TestNotificationReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TestNotificationReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.error != null && $Object.hasOwnProperty.call(message, "error") && message.error !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.error);
                if (message.tookMs != null && $Object.hasOwnProperty.call(message, "tookMs") && !$Object.is(message.tookMs, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.tookMs);
                if (message.instance != null && $Object.hasOwnProperty.call(message, "instance") && message.instance !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.instance);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TestNotificationReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.TestNotificationReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.TestNotificationReply & weir.v1.TestNotificationReply.$Shape} TestNotificationReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TestNotificationReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.TestNotificationReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.error = value;
                            else
                                delete message.error;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.tookMs = value;
                            else
                                delete message.tookMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.instance = value;
                            else
                                delete message.instance;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TestNotificationReply;
        })();

        v1.GetPoliciesRequest = (function() {

            /**
             * Properties of a GetPoliciesRequest.
             * @typedef {Object} weir.v1.GetPoliciesRequest.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GetPoliciesRequest.
             * @memberof weir.v1
             * @interface IGetPoliciesRequest
             * @augments weir.v1.GetPoliciesRequest.$Properties
             * @deprecated Use weir.v1.GetPoliciesRequest.$Properties instead.
             */

            /**
             * Shape of a GetPoliciesRequest.
             * @typedef {weir.v1.GetPoliciesRequest.$Properties} weir.v1.GetPoliciesRequest.$Shape
             */

            /**
             * Constructs a new GetPoliciesRequest.
             * @memberof weir.v1
             * @classdesc Represents a GetPoliciesRequest.
             * @constructor
             * @param {weir.v1.GetPoliciesRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GetPoliciesRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Encodes the specified GetPoliciesRequest message. Does not implicitly {@link weir.v1.GetPoliciesRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.GetPoliciesRequest
             * @static
             * @param {weir.v1.GetPoliciesRequest.$Properties} message GetPoliciesRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GetPoliciesRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GetPoliciesRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.GetPoliciesRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.GetPoliciesRequest & weir.v1.GetPoliciesRequest.$Shape} GetPoliciesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GetPoliciesRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.GetPoliciesRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetPoliciesRequest;
        })();

        v1.GetPoliciesReply = (function() {

            /**
             * Properties of a GetPoliciesReply.
             * @typedef {Object} weir.v1.GetPoliciesReply.$Properties
             * @property {weir.v1.PolicyRecord.$Properties|null} [record] GetPoliciesReply record
             * @property {string|null} [alarm] Why they do not hold at the replica that answers; empty when they do.
             * @property {Array.<weir.v1.PolicyInfo.$Properties>|null} [policies] In the order in which they are asked, as the replica understands them.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GetPoliciesReply.
             * @memberof weir.v1
             * @interface IGetPoliciesReply
             * @augments weir.v1.GetPoliciesReply.$Properties
             * @deprecated Use weir.v1.GetPoliciesReply.$Properties instead.
             */

            /**
             * Shape of a GetPoliciesReply.
             * @typedef {weir.v1.GetPoliciesReply.$Properties} weir.v1.GetPoliciesReply.$Shape
             */

            /**
             * Constructs a new GetPoliciesReply.
             * @memberof weir.v1
             * @classdesc Represents a GetPoliciesReply.
             * @constructor
             * @param {weir.v1.GetPoliciesReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GetPoliciesReply = function (properties) {
                this.policies = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * GetPoliciesReply record.
             * @member {weir.v1.PolicyRecord.$Properties|null|undefined} record
             * @memberof weir.v1.GetPoliciesReply
             * @instance
             */
            GetPoliciesReply.prototype.record = null;

            /**
             * Why they do not hold at the replica that answers; empty when they do.
             * @member {string} alarm
             * @memberof weir.v1.GetPoliciesReply
             * @instance
             */
            GetPoliciesReply.prototype.alarm = "";

            /**
             * In the order in which they are asked, as the replica understands them.
             * @member {Array.<weir.v1.PolicyInfo.$Properties>} policies
             * @memberof weir.v1.GetPoliciesReply
             * @instance
             */
            GetPoliciesReply.prototype.policies = $util.emptyArray;

            /**
             * Encodes the specified GetPoliciesReply message. Does not implicitly {@link weir.v1.GetPoliciesReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.GetPoliciesReply
             * @static
             * @param {weir.v1.GetPoliciesReply.$Properties} message GetPoliciesReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GetPoliciesReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.record != null && $Object.hasOwnProperty.call(message, "record"))
                    $root.weir.v1.PolicyRecord.encode(message.record, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.alarm != null && $Object.hasOwnProperty.call(message, "alarm") && message.alarm !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.alarm);
                if (message.policies != null && message.policies.length)
                    for (let i = 0; i < message.policies.length; ++i)
                        $root.weir.v1.PolicyInfo.encode(message.policies[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GetPoliciesReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.GetPoliciesReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.GetPoliciesReply & weir.v1.GetPoliciesReply.$Shape} GetPoliciesReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GetPoliciesReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.GetPoliciesReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.record = $root.weir.v1.PolicyRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.record);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.alarm = value;
                            else
                                delete message.alarm;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.policies && message.policies.length))
                                message.policies = [];
                            message.policies.push($root.weir.v1.PolicyInfo.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetPoliciesReply;
        })();

        v1.PolicyRecord = (function() {

            /**
             * Properties of a PolicyRecord.
             * @typedef {Object} weir.v1.PolicyRecord.$Properties
             * @property {number|null} [number] Grows with every change.
             * @property {string|null} [text] One's own, as a file holds them. Those that come with Weir hold behind them.
             * @property {Object.<string,string>|null} [modes] Changed at run time, by the name of the policy: off, shadow, enforce.
             * @property {number|null} [madeMs] PolicyRecord madeMs
             * @property {string|null} [by] Who made it, and what was changed.
             * @property {string|null} [what] PolicyRecord what
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PolicyRecord.
             * @memberof weir.v1
             * @interface IPolicyRecord
             * @augments weir.v1.PolicyRecord.$Properties
             * @deprecated Use weir.v1.PolicyRecord.$Properties instead.
             */

            /**
             * Shape of a PolicyRecord.
             * @typedef {weir.v1.PolicyRecord.$Properties} weir.v1.PolicyRecord.$Shape
             */

            /**
             * Constructs a new PolicyRecord.
             * @memberof weir.v1
             * @classdesc Represents a PolicyRecord.
             * @constructor
             * @param {weir.v1.PolicyRecord.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PolicyRecord = function (properties) {
                this.modes = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Grows with every change.
             * @member {number} number
             * @memberof weir.v1.PolicyRecord
             * @instance
             */
            PolicyRecord.prototype.number = 0;

            /**
             * One's own, as a file holds them. Those that come with Weir hold behind them.
             * @member {string} text
             * @memberof weir.v1.PolicyRecord
             * @instance
             */
            PolicyRecord.prototype.text = "";

            /**
             * Changed at run time, by the name of the policy: off, shadow, enforce.
             * @member {Object.<string,string>} modes
             * @memberof weir.v1.PolicyRecord
             * @instance
             */
            PolicyRecord.prototype.modes = $util.emptyObject;

            /**
             * PolicyRecord madeMs.
             * @member {number} madeMs
             * @memberof weir.v1.PolicyRecord
             * @instance
             */
            PolicyRecord.prototype.madeMs = 0;

            /**
             * Who made it, and what was changed.
             * @member {string} by
             * @memberof weir.v1.PolicyRecord
             * @instance
             */
            PolicyRecord.prototype.by = "";

            /**
             * PolicyRecord what.
             * @member {string} what
             * @memberof weir.v1.PolicyRecord
             * @instance
             */
            PolicyRecord.prototype.what = "";

            /**
             * Encodes the specified PolicyRecord message. Does not implicitly {@link weir.v1.PolicyRecord.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.PolicyRecord
             * @static
             * @param {weir.v1.PolicyRecord.$Properties} message PolicyRecord message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PolicyRecord.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.number != null && $Object.hasOwnProperty.call(message, "number") && message.number !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.number);
                if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.text);
                if (message.modes != null && $Object.hasOwnProperty.call(message, "modes"))
                    for (let keys = $Object.keys(message.modes), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.modes[keys[i]]).ldelim();
                if (message.madeMs != null && $Object.hasOwnProperty.call(message, "madeMs") && !$Object.is(message.madeMs, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.madeMs);
                if (message.by != null && $Object.hasOwnProperty.call(message, "by") && message.by !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.by);
                if (message.what != null && $Object.hasOwnProperty.call(message, "what") && message.what !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.what);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PolicyRecord message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.PolicyRecord
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.PolicyRecord & weir.v1.PolicyRecord.$Shape} PolicyRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PolicyRecord.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.PolicyRecord();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.number = value;
                            else
                                delete message.number;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.text = value;
                            else
                                delete message.text;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (message.modes === $util.emptyObject)
                                message.modes = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        break;
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.modes, key);
                            message.modes[key] = value;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.madeMs = value;
                            else
                                delete message.madeMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.by = value;
                            else
                                delete message.by;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.what = value;
                            else
                                delete message.what;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PolicyRecord;
        })();

        v1.PolicyInfo = (function() {

            /**
             * Properties of a PolicyInfo.
             * @typedef {Object} weir.v1.PolicyInfo.$Properties
             * @property {string|null} [name] PolicyInfo name
             * @property {string|null} [mode] PolicyInfo mode
             * @property {string|null} [match] What it is for and what it does, for people.
             * @property {string|null} [does] PolicyInfo does
             * @property {boolean|null} [builtIn] PolicyInfo builtIn
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PolicyInfo.
             * @memberof weir.v1
             * @interface IPolicyInfo
             * @augments weir.v1.PolicyInfo.$Properties
             * @deprecated Use weir.v1.PolicyInfo.$Properties instead.
             */

            /**
             * Shape of a PolicyInfo.
             * @typedef {weir.v1.PolicyInfo.$Properties} weir.v1.PolicyInfo.$Shape
             */

            /**
             * Constructs a new PolicyInfo.
             * @memberof weir.v1
             * @classdesc Represents a PolicyInfo.
             * @constructor
             * @param {weir.v1.PolicyInfo.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PolicyInfo = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PolicyInfo name.
             * @member {string} name
             * @memberof weir.v1.PolicyInfo
             * @instance
             */
            PolicyInfo.prototype.name = "";

            /**
             * PolicyInfo mode.
             * @member {string} mode
             * @memberof weir.v1.PolicyInfo
             * @instance
             */
            PolicyInfo.prototype.mode = "";

            /**
             * What it is for and what it does, for people.
             * @member {string} match
             * @memberof weir.v1.PolicyInfo
             * @instance
             */
            PolicyInfo.prototype.match = "";

            /**
             * PolicyInfo does.
             * @member {string} does
             * @memberof weir.v1.PolicyInfo
             * @instance
             */
            PolicyInfo.prototype.does = "";

            /**
             * PolicyInfo builtIn.
             * @member {boolean} builtIn
             * @memberof weir.v1.PolicyInfo
             * @instance
             */
            PolicyInfo.prototype.builtIn = false;

            /**
             * Encodes the specified PolicyInfo message. Does not implicitly {@link weir.v1.PolicyInfo.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.PolicyInfo
             * @static
             * @param {weir.v1.PolicyInfo.$Properties} message PolicyInfo message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PolicyInfo.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.mode);
                if (message.match != null && $Object.hasOwnProperty.call(message, "match") && message.match !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.match);
                if (message.does != null && $Object.hasOwnProperty.call(message, "does") && message.does !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.does);
                if (message.builtIn != null && $Object.hasOwnProperty.call(message, "builtIn") && message.builtIn !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.builtIn);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PolicyInfo message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.PolicyInfo
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.PolicyInfo & weir.v1.PolicyInfo.$Shape} PolicyInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PolicyInfo.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.PolicyInfo();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.match = value;
                            else
                                delete message.match;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.does = value;
                            else
                                delete message.does;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.builtIn = value;
                            else
                                delete message.builtIn;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PolicyInfo;
        })();

        v1.ChangePoliciesRequest = (function() {

            /**
             * Properties of a ChangePoliciesRequest.
             * @typedef {Object} weir.v1.ChangePoliciesRequest.$Properties
             * @property {string|null} [text] The policies of one's own from now on; unset: as they are.
             * @property {Object.<string,string>|null} [modes] off, shadow, enforce, or empty: what the file says.
             * @property {string|null} [author] ChangePoliciesRequest author
             * @property {string|null} [reason] ChangePoliciesRequest reason
             * @property {boolean|null} [dryRun] Only says what is wrong.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ChangePoliciesRequest.
             * @memberof weir.v1
             * @interface IChangePoliciesRequest
             * @augments weir.v1.ChangePoliciesRequest.$Properties
             * @deprecated Use weir.v1.ChangePoliciesRequest.$Properties instead.
             */

            /**
             * Shape of a ChangePoliciesRequest.
             * @typedef {weir.v1.ChangePoliciesRequest.$Properties} weir.v1.ChangePoliciesRequest.$Shape
             */

            /**
             * Constructs a new ChangePoliciesRequest.
             * @memberof weir.v1
             * @classdesc Represents a ChangePoliciesRequest.
             * @constructor
             * @param {weir.v1.ChangePoliciesRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ChangePoliciesRequest = function (properties) {
                this.modes = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * The policies of one's own from now on; unset: as they are.
             * @member {string|null|undefined} text
             * @memberof weir.v1.ChangePoliciesRequest
             * @instance
             */
            ChangePoliciesRequest.prototype.text = null;

            /**
             * off, shadow, enforce, or empty: what the file says.
             * @member {Object.<string,string>} modes
             * @memberof weir.v1.ChangePoliciesRequest
             * @instance
             */
            ChangePoliciesRequest.prototype.modes = $util.emptyObject;

            /**
             * ChangePoliciesRequest author.
             * @member {string} author
             * @memberof weir.v1.ChangePoliciesRequest
             * @instance
             */
            ChangePoliciesRequest.prototype.author = "";

            /**
             * ChangePoliciesRequest reason.
             * @member {string} reason
             * @memberof weir.v1.ChangePoliciesRequest
             * @instance
             */
            ChangePoliciesRequest.prototype.reason = "";

            /**
             * Only says what is wrong.
             * @member {boolean} dryRun
             * @memberof weir.v1.ChangePoliciesRequest
             * @instance
             */
            ChangePoliciesRequest.prototype.dryRun = false;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(ChangePoliciesRequest.prototype, "_text", {
                get: $util.oneOfGetter($oneOfFields = ["text"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified ChangePoliciesRequest message. Does not implicitly {@link weir.v1.ChangePoliciesRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ChangePoliciesRequest
             * @static
             * @param {weir.v1.ChangePoliciesRequest.$Properties} message ChangePoliciesRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ChangePoliciesRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.text != null && $Object.hasOwnProperty.call(message, "text"))
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.text);
                if (message.modes != null && $Object.hasOwnProperty.call(message, "modes"))
                    for (let keys = $Object.keys(message.modes), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.modes[keys[i]]).ldelim();
                if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.author);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.reason);
                if (message.dryRun != null && $Object.hasOwnProperty.call(message, "dryRun") && message.dryRun !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.dryRun);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ChangePoliciesRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ChangePoliciesRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ChangePoliciesRequest & weir.v1.ChangePoliciesRequest.$Shape} ChangePoliciesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ChangePoliciesRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ChangePoliciesRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.text = reader.stringVerify();
                            message._text = "text";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (message.modes === $util.emptyObject)
                                message.modes = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        break;
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.modes, key);
                            message.modes[key] = value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.author = value;
                            else
                                delete message.author;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.dryRun = value;
                            else
                                delete message.dryRun;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ChangePoliciesRequest;
        })();

        v1.ChangePoliciesReply = (function() {

            /**
             * Properties of a ChangePoliciesReply.
             * @typedef {Object} weir.v1.ChangePoliciesReply.$Properties
             * @property {weir.v1.PolicyRecord.$Properties|null} [record] What holds then.
             * @property {Array.<string>|null} [warnings] Things to think about that are no errors.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ChangePoliciesReply.
             * @memberof weir.v1
             * @interface IChangePoliciesReply
             * @augments weir.v1.ChangePoliciesReply.$Properties
             * @deprecated Use weir.v1.ChangePoliciesReply.$Properties instead.
             */

            /**
             * Shape of a ChangePoliciesReply.
             * @typedef {weir.v1.ChangePoliciesReply.$Properties} weir.v1.ChangePoliciesReply.$Shape
             */

            /**
             * Constructs a new ChangePoliciesReply.
             * @memberof weir.v1
             * @classdesc Represents a ChangePoliciesReply.
             * @constructor
             * @param {weir.v1.ChangePoliciesReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ChangePoliciesReply = function (properties) {
                this.warnings = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * What holds then.
             * @member {weir.v1.PolicyRecord.$Properties|null|undefined} record
             * @memberof weir.v1.ChangePoliciesReply
             * @instance
             */
            ChangePoliciesReply.prototype.record = null;

            /**
             * Things to think about that are no errors.
             * @member {Array.<string>} warnings
             * @memberof weir.v1.ChangePoliciesReply
             * @instance
             */
            ChangePoliciesReply.prototype.warnings = $util.emptyArray;

            /**
             * Encodes the specified ChangePoliciesReply message. Does not implicitly {@link weir.v1.ChangePoliciesReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ChangePoliciesReply
             * @static
             * @param {weir.v1.ChangePoliciesReply.$Properties} message ChangePoliciesReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ChangePoliciesReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.record != null && $Object.hasOwnProperty.call(message, "record"))
                    $root.weir.v1.PolicyRecord.encode(message.record, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.warnings != null && message.warnings.length)
                    for (let i = 0; i < message.warnings.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.warnings[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ChangePoliciesReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ChangePoliciesReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ChangePoliciesReply & weir.v1.ChangePoliciesReply.$Shape} ChangePoliciesReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ChangePoliciesReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ChangePoliciesReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.record = $root.weir.v1.PolicyRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.record);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.warnings && message.warnings.length))
                                message.warnings = [];
                            message.warnings.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ChangePoliciesReply;
        })();

        v1.GetScenariosRequest = (function() {

            /**
             * Properties of a GetScenariosRequest.
             * @typedef {Object} weir.v1.GetScenariosRequest.$Properties
             * @property {number|null} [number] 0 for the set that holds.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GetScenariosRequest.
             * @memberof weir.v1
             * @interface IGetScenariosRequest
             * @augments weir.v1.GetScenariosRequest.$Properties
             * @deprecated Use weir.v1.GetScenariosRequest.$Properties instead.
             */

            /**
             * Shape of a GetScenariosRequest.
             * @typedef {weir.v1.GetScenariosRequest.$Properties} weir.v1.GetScenariosRequest.$Shape
             */

            /**
             * Constructs a new GetScenariosRequest.
             * @memberof weir.v1
             * @classdesc Represents a GetScenariosRequest.
             * @constructor
             * @param {weir.v1.GetScenariosRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GetScenariosRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * 0 for the set that holds.
             * @member {number} number
             * @memberof weir.v1.GetScenariosRequest
             * @instance
             */
            GetScenariosRequest.prototype.number = 0;

            /**
             * Encodes the specified GetScenariosRequest message. Does not implicitly {@link weir.v1.GetScenariosRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.GetScenariosRequest
             * @static
             * @param {weir.v1.GetScenariosRequest.$Properties} message GetScenariosRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GetScenariosRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.number != null && $Object.hasOwnProperty.call(message, "number") && message.number !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.number);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GetScenariosRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.GetScenariosRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.GetScenariosRequest & weir.v1.GetScenariosRequest.$Shape} GetScenariosRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GetScenariosRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.GetScenariosRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.number = value;
                            else
                                delete message.number;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetScenariosRequest;
        })();

        v1.GetScenariosReply = (function() {

            /**
             * Properties of a GetScenariosReply.
             * @typedef {Object} weir.v1.GetScenariosReply.$Properties
             * @property {weir.v1.ScenarioSetInfo.$Properties|null} [set] GetScenariosReply set
             * @property {Array.<weir.v1.ScenarioText.$Properties>|null} [scenarios] GetScenariosReply scenarios
             * @property {Array.<string>|null} [lists] Names of the lists that scenarios can name.
             * @property {Array.<string>|null} [problems] What this release can't read; it judges nothing.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GetScenariosReply.
             * @memberof weir.v1
             * @interface IGetScenariosReply
             * @augments weir.v1.GetScenariosReply.$Properties
             * @deprecated Use weir.v1.GetScenariosReply.$Properties instead.
             */

            /**
             * Shape of a GetScenariosReply.
             * @typedef {weir.v1.GetScenariosReply.$Properties} weir.v1.GetScenariosReply.$Shape
             */

            /**
             * Constructs a new GetScenariosReply.
             * @memberof weir.v1
             * @classdesc Represents a GetScenariosReply.
             * @constructor
             * @param {weir.v1.GetScenariosReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GetScenariosReply = function (properties) {
                this.scenarios = [];
                this.lists = [];
                this.problems = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * GetScenariosReply set.
             * @member {weir.v1.ScenarioSetInfo.$Properties|null|undefined} set
             * @memberof weir.v1.GetScenariosReply
             * @instance
             */
            GetScenariosReply.prototype.set = null;

            /**
             * GetScenariosReply scenarios.
             * @member {Array.<weir.v1.ScenarioText.$Properties>} scenarios
             * @memberof weir.v1.GetScenariosReply
             * @instance
             */
            GetScenariosReply.prototype.scenarios = $util.emptyArray;

            /**
             * Names of the lists that scenarios can name.
             * @member {Array.<string>} lists
             * @memberof weir.v1.GetScenariosReply
             * @instance
             */
            GetScenariosReply.prototype.lists = $util.emptyArray;

            /**
             * What this release can't read; it judges nothing.
             * @member {Array.<string>} problems
             * @memberof weir.v1.GetScenariosReply
             * @instance
             */
            GetScenariosReply.prototype.problems = $util.emptyArray;

            /**
             * Encodes the specified GetScenariosReply message. Does not implicitly {@link weir.v1.GetScenariosReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.GetScenariosReply
             * @static
             * @param {weir.v1.GetScenariosReply.$Properties} message GetScenariosReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GetScenariosReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.set != null && $Object.hasOwnProperty.call(message, "set"))
                    $root.weir.v1.ScenarioSetInfo.encode(message.set, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.scenarios != null && message.scenarios.length)
                    for (let i = 0; i < message.scenarios.length; ++i)
                        $root.weir.v1.ScenarioText.encode(message.scenarios[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.lists != null && message.lists.length)
                    for (let i = 0; i < message.lists.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.lists[i]);
                if (message.problems != null && message.problems.length)
                    for (let i = 0; i < message.problems.length; ++i)
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.problems[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GetScenariosReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.GetScenariosReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.GetScenariosReply & weir.v1.GetScenariosReply.$Shape} GetScenariosReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GetScenariosReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.GetScenariosReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.set = $root.weir.v1.ScenarioSetInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.set);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.scenarios && message.scenarios.length))
                                message.scenarios = [];
                            message.scenarios.push($root.weir.v1.ScenarioText.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.lists && message.lists.length))
                                message.lists = [];
                            message.lists.push(reader.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.problems && message.problems.length))
                                message.problems = [];
                            message.problems.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GetScenariosReply;
        })();

        v1.ScenarioSetInfo = (function() {

            /**
             * Properties of a ScenarioSetInfo.
             * @typedef {Object} weir.v1.ScenarioSetInfo.$Properties
             * @property {number|null} [number] ScenarioSetInfo number
             * @property {string|null} [release] Of the software that the built-in scenarios came with.
             * @property {number|null} [madeMs] ScenarioSetInfo madeMs
             * @property {string|null} [by] Who made it, and what was changed.
             * @property {string|null} [what] ScenarioSetInfo what
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ScenarioSetInfo.
             * @memberof weir.v1
             * @interface IScenarioSetInfo
             * @augments weir.v1.ScenarioSetInfo.$Properties
             * @deprecated Use weir.v1.ScenarioSetInfo.$Properties instead.
             */

            /**
             * Shape of a ScenarioSetInfo.
             * @typedef {weir.v1.ScenarioSetInfo.$Properties} weir.v1.ScenarioSetInfo.$Shape
             */

            /**
             * Constructs a new ScenarioSetInfo.
             * @memberof weir.v1
             * @classdesc Represents a ScenarioSetInfo.
             * @constructor
             * @param {weir.v1.ScenarioSetInfo.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ScenarioSetInfo = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ScenarioSetInfo number.
             * @member {number} number
             * @memberof weir.v1.ScenarioSetInfo
             * @instance
             */
            ScenarioSetInfo.prototype.number = 0;

            /**
             * Of the software that the built-in scenarios came with.
             * @member {string} release
             * @memberof weir.v1.ScenarioSetInfo
             * @instance
             */
            ScenarioSetInfo.prototype.release = "";

            /**
             * ScenarioSetInfo madeMs.
             * @member {number} madeMs
             * @memberof weir.v1.ScenarioSetInfo
             * @instance
             */
            ScenarioSetInfo.prototype.madeMs = 0;

            /**
             * Who made it, and what was changed.
             * @member {string} by
             * @memberof weir.v1.ScenarioSetInfo
             * @instance
             */
            ScenarioSetInfo.prototype.by = "";

            /**
             * ScenarioSetInfo what.
             * @member {string} what
             * @memberof weir.v1.ScenarioSetInfo
             * @instance
             */
            ScenarioSetInfo.prototype.what = "";

            /**
             * Encodes the specified ScenarioSetInfo message. Does not implicitly {@link weir.v1.ScenarioSetInfo.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ScenarioSetInfo
             * @static
             * @param {weir.v1.ScenarioSetInfo.$Properties} message ScenarioSetInfo message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ScenarioSetInfo.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.number != null && $Object.hasOwnProperty.call(message, "number") && message.number !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.number);
                if (message.release != null && $Object.hasOwnProperty.call(message, "release") && message.release !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.release);
                if (message.madeMs != null && $Object.hasOwnProperty.call(message, "madeMs") && !$Object.is(message.madeMs, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.madeMs);
                if (message.by != null && $Object.hasOwnProperty.call(message, "by") && message.by !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.by);
                if (message.what != null && $Object.hasOwnProperty.call(message, "what") && message.what !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.what);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ScenarioSetInfo message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ScenarioSetInfo
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ScenarioSetInfo & weir.v1.ScenarioSetInfo.$Shape} ScenarioSetInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ScenarioSetInfo.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ScenarioSetInfo();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.number = value;
                            else
                                delete message.number;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.release = value;
                            else
                                delete message.release;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.madeMs = value;
                            else
                                delete message.madeMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.by = value;
                            else
                                delete message.by;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.what = value;
                            else
                                delete message.what;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ScenarioSetInfo;
        })();

        v1.ScenarioText = (function() {

            /**
             * Properties of a ScenarioText.
             * @typedef {Object} weir.v1.ScenarioText.$Properties
             * @property {string|null} [name] ScenarioText name
             * @property {string|null} [yaml] As a file holds it.
             * @property {string|null} [version] Of what it says; empty for one that can't be read.
             * @property {weir.v1.Mode|null} [mode] ScenarioText mode
             * @property {boolean|null} [off] Off: it judges nothing, and `mode` says nothing.
             * @property {boolean|null} [changed] Whether it, or its mode, was changed at run time.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ScenarioText.
             * @memberof weir.v1
             * @interface IScenarioText
             * @augments weir.v1.ScenarioText.$Properties
             * @deprecated Use weir.v1.ScenarioText.$Properties instead.
             */

            /**
             * Shape of a ScenarioText.
             * @typedef {weir.v1.ScenarioText.$Properties} weir.v1.ScenarioText.$Shape
             */

            /**
             * Constructs a new ScenarioText.
             * @memberof weir.v1
             * @classdesc Represents a ScenarioText.
             * @constructor
             * @param {weir.v1.ScenarioText.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ScenarioText = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ScenarioText name.
             * @member {string} name
             * @memberof weir.v1.ScenarioText
             * @instance
             */
            ScenarioText.prototype.name = "";

            /**
             * As a file holds it.
             * @member {string} yaml
             * @memberof weir.v1.ScenarioText
             * @instance
             */
            ScenarioText.prototype.yaml = "";

            /**
             * Of what it says; empty for one that can't be read.
             * @member {string} version
             * @memberof weir.v1.ScenarioText
             * @instance
             */
            ScenarioText.prototype.version = "";

            /**
             * ScenarioText mode.
             * @member {weir.v1.Mode} mode
             * @memberof weir.v1.ScenarioText
             * @instance
             */
            ScenarioText.prototype.mode = 0;

            /**
             * Off: it judges nothing, and `mode` says nothing.
             * @member {boolean} off
             * @memberof weir.v1.ScenarioText
             * @instance
             */
            ScenarioText.prototype.off = false;

            /**
             * Whether it, or its mode, was changed at run time.
             * @member {boolean} changed
             * @memberof weir.v1.ScenarioText
             * @instance
             */
            ScenarioText.prototype.changed = false;

            /**
             * Encodes the specified ScenarioText message. Does not implicitly {@link weir.v1.ScenarioText.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ScenarioText
             * @static
             * @param {weir.v1.ScenarioText.$Properties} message ScenarioText message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ScenarioText.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.yaml != null && $Object.hasOwnProperty.call(message, "yaml") && message.yaml !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.yaml);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.version);
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.mode);
                if (message.off != null && $Object.hasOwnProperty.call(message, "off") && message.off !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.off);
                if (message.changed != null && $Object.hasOwnProperty.call(message, "changed") && message.changed !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.changed);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ScenarioText message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ScenarioText
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ScenarioText & weir.v1.ScenarioText.$Shape} ScenarioText
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ScenarioText.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ScenarioText();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.yaml = value;
                            else
                                delete message.yaml;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.off = value;
                            else
                                delete message.off;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.changed = value;
                            else
                                delete message.changed;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ScenarioText;
        })();

        v1.ChangeScenariosRequest = (function() {

            /**
             * Properties of a ChangeScenariosRequest.
             * @typedef {Object} weir.v1.ChangeScenariosRequest.$Properties
             * @property {Object.<string,string>|null} [scenarios] Texts of scenarios and lists by name; empty: back to what came with the software,
             * or removed where nothing did.
             * @property {Object.<string,string>|null} [lists] ChangeScenariosRequest lists
             * @property {Object.<string,string>|null} [modes] off, shadow, enforce, or empty: what the scenario's file says.
             * @property {string|null} [author] ChangeScenariosRequest author
             * @property {string|null} [reason] ChangeScenariosRequest reason
             * @property {boolean|null} [dryRun] Only says what is wrong.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ChangeScenariosRequest.
             * @memberof weir.v1
             * @interface IChangeScenariosRequest
             * @augments weir.v1.ChangeScenariosRequest.$Properties
             * @deprecated Use weir.v1.ChangeScenariosRequest.$Properties instead.
             */

            /**
             * Shape of a ChangeScenariosRequest.
             * @typedef {weir.v1.ChangeScenariosRequest.$Properties} weir.v1.ChangeScenariosRequest.$Shape
             */

            /**
             * Constructs a new ChangeScenariosRequest.
             * @memberof weir.v1
             * @classdesc Represents a ChangeScenariosRequest.
             * @constructor
             * @param {weir.v1.ChangeScenariosRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ChangeScenariosRequest = function (properties) {
                this.scenarios = {};
                this.lists = {};
                this.modes = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Texts of scenarios and lists by name; empty: back to what came with the software,
             * or removed where nothing did.
             * @member {Object.<string,string>} scenarios
             * @memberof weir.v1.ChangeScenariosRequest
             * @instance
             */
            ChangeScenariosRequest.prototype.scenarios = $util.emptyObject;

            /**
             * ChangeScenariosRequest lists.
             * @member {Object.<string,string>} lists
             * @memberof weir.v1.ChangeScenariosRequest
             * @instance
             */
            ChangeScenariosRequest.prototype.lists = $util.emptyObject;

            /**
             * off, shadow, enforce, or empty: what the scenario's file says.
             * @member {Object.<string,string>} modes
             * @memberof weir.v1.ChangeScenariosRequest
             * @instance
             */
            ChangeScenariosRequest.prototype.modes = $util.emptyObject;

            /**
             * ChangeScenariosRequest author.
             * @member {string} author
             * @memberof weir.v1.ChangeScenariosRequest
             * @instance
             */
            ChangeScenariosRequest.prototype.author = "";

            /**
             * ChangeScenariosRequest reason.
             * @member {string} reason
             * @memberof weir.v1.ChangeScenariosRequest
             * @instance
             */
            ChangeScenariosRequest.prototype.reason = "";

            /**
             * Only says what is wrong.
             * @member {boolean} dryRun
             * @memberof weir.v1.ChangeScenariosRequest
             * @instance
             */
            ChangeScenariosRequest.prototype.dryRun = false;

            /**
             * Encodes the specified ChangeScenariosRequest message. Does not implicitly {@link weir.v1.ChangeScenariosRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ChangeScenariosRequest
             * @static
             * @param {weir.v1.ChangeScenariosRequest.$Properties} message ChangeScenariosRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ChangeScenariosRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.scenarios != null && $Object.hasOwnProperty.call(message, "scenarios"))
                    for (let keys = $Object.keys(message.scenarios), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 1, wireType 2 =*/10).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.scenarios[keys[i]]).ldelim();
                if (message.lists != null && $Object.hasOwnProperty.call(message, "lists"))
                    for (let keys = $Object.keys(message.lists), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.lists[keys[i]]).ldelim();
                if (message.modes != null && $Object.hasOwnProperty.call(message, "modes"))
                    for (let keys = $Object.keys(message.modes), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.modes[keys[i]]).ldelim();
                if (message.author != null && $Object.hasOwnProperty.call(message, "author") && message.author !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.author);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.reason);
                if (message.dryRun != null && $Object.hasOwnProperty.call(message, "dryRun") && message.dryRun !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.dryRun);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ChangeScenariosRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ChangeScenariosRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ChangeScenariosRequest & weir.v1.ChangeScenariosRequest.$Shape} ChangeScenariosRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ChangeScenariosRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ChangeScenariosRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (message.scenarios === $util.emptyObject)
                                message.scenarios = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        break;
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.scenarios, key);
                            message.scenarios[key] = value;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (message.lists === $util.emptyObject)
                                message.lists = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        break;
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.lists, key);
                            message.lists[key] = value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (message.modes === $util.emptyObject)
                                message.modes = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        break;
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.modes, key);
                            message.modes[key] = value;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.author = value;
                            else
                                delete message.author;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.dryRun = value;
                            else
                                delete message.dryRun;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ChangeScenariosRequest;
        })();

        v1.ChangeScenariosReply = (function() {

            /**
             * Properties of a ChangeScenariosReply.
             * @typedef {Object} weir.v1.ChangeScenariosReply.$Properties
             * @property {weir.v1.ScenarioSetInfo.$Properties|null} [set] The set that holds then.
             * @property {Array.<string>|null} [warnings] Things to think about that are no errors.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ChangeScenariosReply.
             * @memberof weir.v1
             * @interface IChangeScenariosReply
             * @augments weir.v1.ChangeScenariosReply.$Properties
             * @deprecated Use weir.v1.ChangeScenariosReply.$Properties instead.
             */

            /**
             * Shape of a ChangeScenariosReply.
             * @typedef {weir.v1.ChangeScenariosReply.$Properties} weir.v1.ChangeScenariosReply.$Shape
             */

            /**
             * Constructs a new ChangeScenariosReply.
             * @memberof weir.v1
             * @classdesc Represents a ChangeScenariosReply.
             * @constructor
             * @param {weir.v1.ChangeScenariosReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ChangeScenariosReply = function (properties) {
                this.warnings = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * The set that holds then.
             * @member {weir.v1.ScenarioSetInfo.$Properties|null|undefined} set
             * @memberof weir.v1.ChangeScenariosReply
             * @instance
             */
            ChangeScenariosReply.prototype.set = null;

            /**
             * Things to think about that are no errors.
             * @member {Array.<string>} warnings
             * @memberof weir.v1.ChangeScenariosReply
             * @instance
             */
            ChangeScenariosReply.prototype.warnings = $util.emptyArray;

            /**
             * Encodes the specified ChangeScenariosReply message. Does not implicitly {@link weir.v1.ChangeScenariosReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ChangeScenariosReply
             * @static
             * @param {weir.v1.ChangeScenariosReply.$Properties} message ChangeScenariosReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ChangeScenariosReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.set != null && $Object.hasOwnProperty.call(message, "set"))
                    $root.weir.v1.ScenarioSetInfo.encode(message.set, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.warnings != null && message.warnings.length)
                    for (let i = 0; i < message.warnings.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.warnings[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ChangeScenariosReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ChangeScenariosReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ChangeScenariosReply & weir.v1.ChangeScenariosReply.$Shape} ChangeScenariosReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ChangeScenariosReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ChangeScenariosReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.set = $root.weir.v1.ScenarioSetInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.set);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.warnings && message.warnings.length))
                                message.warnings = [];
                            message.warnings.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ChangeScenariosReply;
        })();

        v1.ScenarioHistoryRequest = (function() {

            /**
             * Properties of a ScenarioHistoryRequest.
             * @typedef {Object} weir.v1.ScenarioHistoryRequest.$Properties
             * @property {number|null} [limit] 0: 20.
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ScenarioHistoryRequest.
             * @memberof weir.v1
             * @interface IScenarioHistoryRequest
             * @augments weir.v1.ScenarioHistoryRequest.$Properties
             * @deprecated Use weir.v1.ScenarioHistoryRequest.$Properties instead.
             */

            /**
             * Shape of a ScenarioHistoryRequest.
             * @typedef {weir.v1.ScenarioHistoryRequest.$Properties} weir.v1.ScenarioHistoryRequest.$Shape
             */

            /**
             * Constructs a new ScenarioHistoryRequest.
             * @memberof weir.v1
             * @classdesc Represents a ScenarioHistoryRequest.
             * @constructor
             * @param {weir.v1.ScenarioHistoryRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ScenarioHistoryRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * 0: 20.
             * @member {number} limit
             * @memberof weir.v1.ScenarioHistoryRequest
             * @instance
             */
            ScenarioHistoryRequest.prototype.limit = 0;

            /**
             * Encodes the specified ScenarioHistoryRequest message. Does not implicitly {@link weir.v1.ScenarioHistoryRequest.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ScenarioHistoryRequest
             * @static
             * @param {weir.v1.ScenarioHistoryRequest.$Properties} message ScenarioHistoryRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ScenarioHistoryRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.limit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ScenarioHistoryRequest message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ScenarioHistoryRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ScenarioHistoryRequest & weir.v1.ScenarioHistoryRequest.$Shape} ScenarioHistoryRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ScenarioHistoryRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ScenarioHistoryRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.limit = value;
                            else
                                delete message.limit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ScenarioHistoryRequest;
        })();

        v1.ScenarioHistoryReply = (function() {

            /**
             * Properties of a ScenarioHistoryReply.
             * @typedef {Object} weir.v1.ScenarioHistoryReply.$Properties
             * @property {Array.<weir.v1.ScenarioSetInfo.$Properties>|null} [sets] ScenarioHistoryReply sets
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ScenarioHistoryReply.
             * @memberof weir.v1
             * @interface IScenarioHistoryReply
             * @augments weir.v1.ScenarioHistoryReply.$Properties
             * @deprecated Use weir.v1.ScenarioHistoryReply.$Properties instead.
             */

            /**
             * Shape of a ScenarioHistoryReply.
             * @typedef {weir.v1.ScenarioHistoryReply.$Properties} weir.v1.ScenarioHistoryReply.$Shape
             */

            /**
             * Constructs a new ScenarioHistoryReply.
             * @memberof weir.v1
             * @classdesc Represents a ScenarioHistoryReply.
             * @constructor
             * @param {weir.v1.ScenarioHistoryReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ScenarioHistoryReply = function (properties) {
                this.sets = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ScenarioHistoryReply sets.
             * @member {Array.<weir.v1.ScenarioSetInfo.$Properties>} sets
             * @memberof weir.v1.ScenarioHistoryReply
             * @instance
             */
            ScenarioHistoryReply.prototype.sets = $util.emptyArray;

            /**
             * Encodes the specified ScenarioHistoryReply message. Does not implicitly {@link weir.v1.ScenarioHistoryReply.verify|verify} messages.
             * @function encode
             * @memberof weir.v1.ScenarioHistoryReply
             * @static
             * @param {weir.v1.ScenarioHistoryReply.$Properties} message ScenarioHistoryReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ScenarioHistoryReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sets != null && message.sets.length)
                    for (let i = 0; i < message.sets.length; ++i)
                        $root.weir.v1.ScenarioSetInfo.encode(message.sets[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ScenarioHistoryReply message from the specified reader or buffer.
             * @function decode
             * @memberof weir.v1.ScenarioHistoryReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {weir.v1.ScenarioHistoryReply & weir.v1.ScenarioHistoryReply.$Shape} ScenarioHistoryReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ScenarioHistoryReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.weir.v1.ScenarioHistoryReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.sets && message.sets.length))
                                message.sets = [];
                            message.sets.push($root.weir.v1.ScenarioSetInfo.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ScenarioHistoryReply;
        })();

        return v1;
    })();

    return weir;
})();

export {
  $root as default
};
