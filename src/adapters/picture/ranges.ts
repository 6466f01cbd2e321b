import { BlockList, isIP } from 'node:net';

/** IPv4 that is not the public internet, as IANA's special-purpose registry of 2024 and RFC 5771 (multicast) say it. */
const NOT_PUBLIC: readonly [network: string, bits: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, where clouds answer with credentials
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Within 2000::/3, which is all of IPv6 that is handed out: what leads into IPv4 or nowhere. */
const NOT_PUBLIC_6: readonly [network: string, bits: number][] = [
  ['2001::', 23], // Teredo, ORCHID and benchmarks
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4
  ['3fff::', 20],
];

const refused = new BlockList();
for (const [network, bits] of NOT_PUBLIC) refused.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of NOT_PUBLIC_6) refused.addSubnet(network, bits, 'ipv6');
const handedOut = new BlockList();
handedOut.addSubnet('2000::', 3, 'ipv6');

/**
 * Whether an IP address is one of the public internet. Private, loopback, link-local, multicast, carrier-grade NAT,
 * and IPv6 that stands for IPv4 (mapped, 6to4, Teredo, NAT64) are not; nor is what is no address, or has a zone.
 */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refused.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  return handedOut.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}
