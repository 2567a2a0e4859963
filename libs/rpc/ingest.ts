/**
 * The service that collectors answer, as grpc-js wants it. They know who sends to them by themselves, so it has no place among
 * the roles. Batches are left as they came, for those who check them.
 */
import { weir } from '#proto';

const { IngestReply } = weir.v1;

export const ingestDefinition = {
  push: {
    path: '/weir.v1.Ingest/Push',
    requestStream: true as const,
    responseStream: true as const,
    requestSerialize: (bytes: Uint8Array) => Buffer.from(bytes),
    requestDeserialize: (bytes: Buffer) => bytes,
    responseSerialize: (message: object) => Buffer.from(IngestReply.encode(message).finish()),
    responseDeserialize: (bytes: Buffer) => IngestReply.decode(bytes),
  },
};
