import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Names of those in this process who hold leases. */
const living = new Set<string>();

/** Whether a process of this machine is running. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, for another user.
    return (error as { code?: string }).code === 'EPERM';
  }
};

/** A name to hold leases by: machine, process and a random part. */
export const createOwner = (): string => {
  const owner = `${hostname()}/${process.pid}/${randomUUID()}`;
  living.add(owner);
  return owner;
};

/**
 * Whether the owner of a lease was a process of this machine that is gone, so that nobody need wait
 * for the lease to end. A guess of it being dead that is wrong costs that one its lease, not more.
 */
export const isGone = (owner: string): boolean => {
  const [host, pid] = owner.split('/');
  if (host !== hostname() || !pid) return false;
  return Number(pid) === process.pid ? !living.has(owner) : !isRunning(Number(pid));
};
