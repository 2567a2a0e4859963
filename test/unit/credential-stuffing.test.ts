import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tryOut } from '#libs/sdk/testkit.ts';
import { scenarios } from '#services/credential-stuffing/main.ts';

const login = { ip: '203.0.113.7', method: 'POST', path: '/login', status: 401 };

describe('credential-stuffing', () => {
  it('finds who tries the names of many users', () => {
    const [found, ...others] = tryOut(scenarios)
      .requests(16, '20s', (i) => ({ ...login, user: `user-${i}` }))
      .detections();
    assert.deepEqual(found.key, { 'client.ip': '203.0.113.7', host: 'shop.example' });
    assert.deepEqual([found.mode, found.events, found.closed, others], ['enforce', 16, false, []]);
  });

  it('goes on where another process has stopped, and closes when nothing more comes', () => {
    const [found] = tryOut(scenarios)
      .requests(10, '20s', (i) => ({ ...login, user: `user-${i}` }))
      .handOver()
      .advance('20s')
      .requests(10, '10s', (i) => ({ ...login, user: `user-${10 + i}` }))
      .advance('15m')
      .detections();
    assert.deepEqual([found.events, found.closed], [20, true]);
  });

  it('does not mind a user who guesses, users that get in, and failures without a name', () => {
    const found = tryOut(scenarios)
      .requests(40, '5s', () => ({ ...login, user: 'anna' }))
      .requests(40, '5s', (i) => ({ ...login, user: `user-${i}`, status: 200 }))
      .requests(40, '5s', () => login)
      .detections();
    assert.deepEqual(found, []);
  });

  it('does not mind as many users over a longer time', () => {
    const found = tryOut(scenarios)
      .requests(40, '41s', (i) => ({ ...login, user: `user-${i}` }))
      .detections();
    assert.deepEqual(found, []);
  });
});
