/** Which network a host lies in. */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Loopback, link-local, private, shared and unspecified ranges (RFC 1122, 1918, 2544, 3927, 4193, 4291, 6598). */
const PRIVATE = listOf([['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.168.0.0', 16], ['198.18.0.0', 15]], [['::', 127], ['fc00::', 7], ['fe80::', 10]]);

/** What machines of one cable or cloud alone can reach; there a cloud hands out its machine's secrets. */
const LINK_LOCAL = listOf([['169.254.0.0', 16]], [['fe80::', 10], ['fd00:ec2::254', 128]]);

type Ranges = readonly (readonly [net: string, bits: number])[];

/** IPv4 is also known where it stands in IPv6: mapped (the list does that by itself), behind NAT64 (RFC 6052) and as 6to4 (RFC 3056). */
function listOf(four: Ranges, six: Ranges): BlockList {
  const list = new BlockList();
  for (const [net, bits] of four) {
    const [a = 0, b = 0, c = 0, d = 0] = net.split('.').map(Number);
    const groups = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
    list.addSubnet(net, bits);
    list.addSubnet(`64:ff9b::${groups}`, 96 + bits, 'ipv6');
    list.addSubnet(`2002:${groups}::`, 16 + bits, 'ipv6');
  }
  for (const [net, bits] of six) list.addSubnet(net, bits, 'ipv6');
  return list;
}

/** True for an IP address that only this machine or its own network can mean; IPv4 inside IPv6 is looked through. */
export function isPrivateAddress(address: string): boolean {
  return isIn(PRIVATE, address);
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Addresses of a host; none where its name is not known. */
export async function addressesOf(host: string): Promise<string[]> {
  const name = bareHost(host);
  if (isIP(name) > 0) return [name];
  return lookup(name, { all: true }).then((all) => all.map(({ address }) => address), () => []);
}

/** True for what machines of one cable or cloud alone can reach. */
export function isLinkLocalAddress(address: string): boolean {
  return isIn(LINK_LOCAL, address);
}

/** A host without the brackets of an IPv6 address and the dot of a whole name, in small letters. */
export function bareHost(host: string): string {
  return host.toLowerCase().replace(/^\[|\]$/g, '').replace(/\.$/, '');
}
