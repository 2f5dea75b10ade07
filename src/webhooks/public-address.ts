// Which addresses a webhook may be sent to. The tables are the IANA special-purpose registries; no I/O here.
import { BlockList, isIP } from 'node:net';

/**
 * IANA IPv4 Special-Purpose Address Registry (RFC 6890 and successors) with multicast (RFC 5771). The three ranges that are
 * reachable but serve no website (AS112, AMT) are in it too: no webhook receiver has such an address.
 */
const SPECIAL_IPV4 = [
  '0.0.0.0/8', // this network, RFC 791
  '10.0.0.0/8', // private, RFC 1918
  '100.64.0.0/10', // shared address space of carriers, RFC 6598
  '127.0.0.0/8', // loopback, RFC 1122
  '169.254.0.0/16', // link-local, RFC 3927; the metadata services of clouds
  '172.16.0.0/12', // private, RFC 1918
  '192.0.0.0/24', // IETF protocol assignments, RFC 6890
  '192.0.2.0/24', // documentation, RFC 5737
  '192.31.196.0/24', // AS112, RFC 7535
  '192.52.193.0/24', // AMT, RFC 7450
  '192.88.99.0/24', // 6to4 relays, RFC 7526
  '192.168.0.0/16', // private, RFC 1918
  '192.175.48.0/24', // AS112, RFC 7534
  '198.18.0.0/15', // benchmarking, RFC 2544
  '198.51.100.0/24', // documentation, RFC 5737
  '203.0.113.0/24', // documentation, RFC 5737
  '224.0.0.0/4', // multicast, RFC 5771
  '240.0.0.0/4', // reserved, RFC 1112, and the limited broadcast
  '168.63.129.16/32', // not in the registry: the host agent that every Azure machine sees at this public address
] as const;

/** Only global unicast is ever public, RFC 4291: mapped, NAT64, unique-local, link-local and multicast all lie outside it. */
const GLOBAL_IPV6 = '2000::/3';
/** IANA IPv6 Special-Purpose Address Registry, as far as it lies inside global unicast. */
const SPECIAL_IPV6 = [
  '2001::/23', // IETF protocol assignments, RFC 2928: Teredo, benchmarking, ORCHID, AMT, DETs
  '2001:db8::/32', // documentation, RFC 3849
  '2002::/16', // 6to4, RFC 3056: carries any IPv4 address inside
  '2620:4f:8000::/48', // AS112, RFC 7534
  '3fff::/20', // documentation, RFC 9637
] as const;

function blockList(family: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', bits = ''] = subnet.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}

const specialIpv4 = blockList('ipv4', SPECIAL_IPV4);
const globalIpv6 = blockList('ipv6', [GLOBAL_IPV6]);
const specialIpv6 = blockList('ipv6', SPECIAL_IPV6);
const loopbackIpv4 = blockList('ipv4', ['127.0.0.0/8']);
const loopbackIpv6 = blockList('ipv6', ['::1/128']);

/** True for an address that lies on the open internet. Anything that is not an address is not public. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !specialIpv4.check(address, 'ipv4');
    case 6:
      // A zone (`fe80::1%eth0`) belongs to link-local addresses only.
      if (address.includes('%')) return false;
      return globalIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6');
    default:
      return false;
  }
}

export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return loopbackIpv4.check(address, 'ipv4');
  return family === 6 && !address.includes('%') && loopbackIpv6.check(address, 'ipv6');
}
