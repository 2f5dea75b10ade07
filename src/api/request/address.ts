// Where a request comes from, as one name for each caller: the same address is written in many ways, and some of them are the
// caller's own to choose.
import { BlockList, isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** The 16-bit groups that count of an IPv6 address: a /64 is one network, and its owner has all 2^64 addresses in it. */
const NETWORK_GROUPS = 4;
/** And of the group after the first three, so much belongs to a /56: what a subscriber has at least where he has more than one network. */
const SITE_MASK = 0xff00;
/** A /48 is what hosters and tunnels hand to one customer: 256 of those. */
const BLOCK_GROUPS = 3;
/** RFC 6052: the last 32 bits of such an address are an IPv4 address. */
const NAT64 = [0x64, 0xff9b, 0, 0, 0, 0];
/** RFC 4291: an IPv4 address as sockets of both families write it. */
const MAPPED = [0, 0, 0, 0, 0, 0xffff];

/**
 * The caller's address, as limits count and logs name it: IPv4 as it is, IPv6 as its /64. Behind a proxy that the configuration
 * trusts it is what that proxy says; where that is no address, it is the proxy's own.
 */
export function clientAddress({ ip, socket }: Pick<FastifyRequest, 'ip' | 'socket'>): string {
  return networkOf(ip) ?? networkOf(socket.remoteAddress) ?? 'unknown';
}

/**
 * The subscriber behind `clientAddress`, for limits that somebody with many networks must not get around: IPv4 as it is, IPv6 as its /56.
 * Phones of one carrier may share it, so it bears more than one address does.
 */
export function clientSite({ ip, socket }: Pick<FastifyRequest, 'ip' | 'socket'>): string {
  return networkOf(ip, siteName) ?? networkOf(socket.remoteAddress, siteName) ?? 'unknown';
}

/**
 * What one customer of a hoster may have at most, to tell who failed or asked before from who did not: IPv4 as it is, IPv6 as its /48. Others
 * may share it, so a limit of it is a multiple of what one address may.
 */
export function clientBlock(request: Pick<FastifyRequest, 'ip' | 'socket'>): string {
  return blockOf(clientAddress(request));
}

/** The same of what `clientAddress` says, or of a /64 without its length. */
export function blockOf(address: string): string {
  const isNetwork = address.endsWith('::/64') || address.endsWith('::');
  return isNetwork ? `${address.split(':').slice(0, BLOCK_GROUPS).join(':')}::/48` : address;
}

/** Whether an address in whatever spelling is one of these: addresses, networks (`10.0.0.0/8`), or `loopback`. */
export function trusting(trusted: readonly string[]): (address: string | undefined) => boolean {
  const list = new BlockList();
  for (const entry of trusted.flatMap((one) => (one === 'loopback' ? ['127.0.0.0/8', '::1'] : [one]))) {
    const [address = '', given] = entry.split('/');
    const plain = plainAddress(address) ?? address;
    const longest = isIP(address) === 4 ? 32 : 128;
    // Of IPv4 inside IPv6, the first 96 bits say no more than that.
    const bits = Number(given ?? longest) - (isIP(plain) === 4 ? longest - 32 : 0);
    list.addSubnet(plain, bits, familyOf(plain));
  }
  return (address) => {
    const plain = plainAddress(address ?? '');
    return plain !== null && list.check(plain, familyOf(plain));
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

/** Undefined: the connection is gone, and so is its address. */
function networkOf(text: string | undefined, nameOf = networkName): string | null {
  // As most are written: nothing of it has to be taken apart.
  if (text !== undefined && isIP(text) === 4) return text;
  const address = plainAddress(text ?? '');
  if (address === null || isIP(address) === 4) return address;
  return nameOf(groupsOf(address).slice(0, NETWORK_GROUPS));
}

function networkName(groups: readonly number[]): string {
  return `${groups.map(hex).join(':')}::/64`;
}

function siteName(groups: readonly number[]): string {
  const last = groups.length - 1;
  return `${groups.map((group, index) => hex(index === last ? group & SITE_MASK : group)).join(':')}::/56`;
}

/**
 * An address without a port, brackets, quotes and zone, in its one spelling; IPv4 also where it came inside IPv6. Null where the
 * text is no address.
 */
export function plainAddress(text: string): string | null {
  const bare = text.trim().replace(/^"(.*)"$/, '$1');
  const address = (
    /^\[([^\]]*)\](?::\d{1,5})?$/.exec(bare)?.[1] ??
    /^(\d+(?:\.\d+){3}):\d{1,5}$/.exec(bare)?.[1] ??
    bare
  ).replace(/%.*$/, '');
  const family = isIP(address);
  if (family !== 6) return family === 4 ? address : null;
  const groups = groupsOf(address);
  const carriesIpv4 = [MAPPED, NAT64].some((prefix) => prefix.every((group, index) => group === groups[index]));
  return carriesIpv4 ? ipv4Of(groups.slice(6)) : groups.map(hex).join(':');
}

/** The eight groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  const [head = [], tail] = address.split('::', 2).map(partsOf);
  if (tail === undefined) return head;
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0);
  return [...head, ...zeros, ...tail];
}

function partsOf(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [parseInt(part, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

function ipv4Of(groups: readonly number[]): string {
  return groups.flatMap((group) => [group >> 8, group & 0xff]).join('.');
}

function hex(group: number): string {
  return group.toString(16);
}
