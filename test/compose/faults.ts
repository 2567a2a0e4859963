/** What befalls a container, and its end. */
import { eventually } from './eventually.ts';
import type { ComposeStack } from './stack.ts';

export const FAULTS = ['disconnect', 'pause', 'kill'] as const;
export type Fault = (typeof FAULTS)[number];

const RESTART_MS = 60_000;

/** Begins a fault. @returns what ends it */
export async function begin(
  stack: ComposeStack,
  service: string,
  fault: Fault,
): Promise<() => Promise<void>> {
  const { docker } = stack;
  const id = stack.id(service);
  const [state] = await docker.inspect([id]);
  if (fault === 'pause') {
    await docker.run(['pause', id]);
    return async () => {
      await docker.run(['unpause', id]);
    };
  }
  if (fault === 'disconnect') {
    const [network] = Object.keys(state.NetworkSettings.Networks);
    await docker.run(['network', 'disconnect', network, id]);
    return async () => {
      await docker.run(['network', 'connect', '--alias', service, network, id]);
    };
  }
  // `docker kill` would be taken for a wish to have it stopped: this is a crash, after which the restart policy acts.
  const kill = `process.kill(${state.State.Pid}, 'SIGKILL')`;
  const rights = [
    '--pid',
    'host',
    '--network',
    'none',
    '--user',
    '0',
    '--cap-drop',
    'ALL',
    '--cap-add',
    'KILL',
  ];
  await docker.run(['run', '--rm', ...rights, '--entrypoint', 'node', 'weir', '--eval', kill]);
  return async () => {
    await eventually(`the restart of ${service}`, RESTART_MS, async () => {
      const [now] = await docker.inspect([id]);
      return now.State.Running && now.RestartCount > state.RestartCount ? '' : 'it is down';
    });
  };
}
