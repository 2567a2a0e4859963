/** Who may call what: each method of the protocol has its roles, and what has none is refused. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import protobuf from 'protobufjs';
import { WeirError } from '#libs/errors/weir-error.ts';
import { Authentication, type Identity } from '#libs/rpc/authentication.ts';
import * as definitions from '#libs/rpc/definitions.ts';
import { ROLES, type Role, rolesFor } from '#libs/rpc/roles.ts';
import { failing } from '../support/failures.ts';

const PROTO = resolve(import.meta.dirname, '../../proto');

/** Answered by collectors, which know their senders in another way. */
const OF_COLLECTORS = '/weir.v1.Ingest/Push';

/** Paths of all methods of all services in the .proto files. */
function methodsOfProtocol(): string[] {
  const root = new protobuf.Root();
  root.resolvePath = (_, target) => resolve(PROTO, target);
  root.loadSync(readdirSync(resolve(PROTO, 'weir/v1')).map((file) => `weir/v1/${file}`));
  const { nestedArray } = root.lookup('weir.v1') as protobuf.Namespace;
  const services = nestedArray.filter((each) => each instanceof protobuf.Service);
  return services.flatMap((service) =>
    service.methodsArray.map((method) => `/weir.v1.${service.name}/${method.name}`),
  );
}

const paths = methodsOfProtocol().filter((path) => path !== OF_COLLECTORS);
/** What a role may call, without the package. */
const callableBy = (role: Role) =>
  paths.filter((path) => rolesFor(path).includes(role)).map((path) => path.slice('/weir.v1.'.length));

describe('the roles', () => {
  it('are there for every method of every service', () => {
    assert.ok(paths.length > 20);
    assert.deepEqual(
      paths.filter((path) => rolesFor(path).length === 0),
      [],
    );
    const defined = Object.values(definitions).flatMap((service) => Object.values(service));
    assert.deepEqual(defined.map(({ path }) => path).sort(), [...paths].sort());
  });

  it('let operators do all, and enforcers what an enforcer does', () => {
    assert.equal(callableBy('operator').length, paths.length);
    assert.deepEqual(callableBy('enforcer').sort(), ['Decisions/ReportApplied', 'Decisions/Watch']);
  });

  it('let viewers change nothing', () => {
    const changing = /\/(Add|Extend|Delete|Import|Remove|Revoke|Release|Change|Test|ReportApplied)$/;
    assert.deepEqual(
      paths.filter((path) => !rolesFor(path).includes('viewer')).sort(),
      paths.filter((path) => changing.test(path)).sort(),
    );
  });

  it('let nobody call what is not listed', () => {
    for (const path of [
      OF_COLLECTORS,
      '/weir.v1.Decisions/Drop',
      '/weir.v2.Decisions/List',
      '/weir.v1.toString',
      'List',
      '',
    ])
      assert.deepEqual(rolesFor(path), [], path);
  });
});

describe('a caller', () => {
  const KNOWN: Record<string, Identity> = Object.fromEntries(
    ROLES.map((role) => [`token of ${role}`, { name: `my-${role}`, role }]),
  );
  const open = (anonymous?: Role) => {
    let denied = 0;
    const authentication = new Authentication({
      find: (token) => KNOWN[token],
      anonymous,
      onDenied: () => {
        denied++;
      },
    });
    const admitted = (path: string, authorization: string) => {
      try {
        return authentication.admit(path, authorization);
      } catch (error) {
        assert.ok(error instanceof WeirError);
        return error.failure;
      }
    };
    return { authentication, admitted, denied: () => denied };
  };
  const LIST = '/weir.v1.Decisions/List';
  const ADD = '/weir.v1.Decisions/Add';

  it('is known by the name of the token, and may do what its role may', () => {
    const { admitted } = open();
    assert.deepEqual(admitted(LIST, 'Bearer token of viewer'), { name: 'my-viewer', role: 'viewer' });
    assert.equal(admitted(ADD, 'Bearer token of viewer'), 'denied');
    assert.deepEqual(admitted(ADD, 'Bearer token of operator'), { name: 'my-operator', role: 'operator' });
    assert.equal(admitted(LIST, 'Bearer token of enforcer'), 'denied');
  });

  it('without a token may do nothing beyond loopback, and there what viewers may', () => {
    const beyond = open();
    for (const path of paths) assert.equal(beyond.admitted(path, ''), 'unauthenticated', path);
    assert.equal(beyond.denied(), paths.length);
    const loopback = open('viewer');
    assert.deepEqual(loopback.admitted(LIST, ''), { name: '', role: 'viewer' });
    assert.equal(loopback.admitted(ADD, ''), 'unauthenticated');
    // One that shows a wrong token is not taken for one that shows none.
    assert.equal(loopback.admitted(LIST, 'Bearer guessed'), 'unauthenticated');
  });

  it('may not call what is not listed, whoever it is', () => {
    const { admitted } = open('viewer');
    assert.equal(admitted('/weir.v1.Decisions/Drop', 'Bearer token of operator'), 'denied');
    assert.equal(admitted('/weir.v1.Decisions/Drop', ''), 'unauthenticated');
  });

  it('is told which role it takes, and how to get it', () => {
    const { authentication } = open();
    assert.throws(
      () => authentication.admit(ADD, 'Bearer token of viewer'),
      failing(
        'denied',
        /^token my-viewer \(viewer\) may not call Decisions\/Add; it takes one of role operator: weir tokens add NAME --role operator/,
      ),
    );
    assert.throws(
      () => authentication.admit(LIST, ''),
      failing(
        'unauthenticated',
        /^this call needs a token; it takes one of role viewer or operator: weir tokens add/,
      ),
    );
  });
});
