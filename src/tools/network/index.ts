/** Which network a host lies in. */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Loopback, link-local, private, shared and unspecified ranges (RFC 1122, 1918, 2544, 3927, 4193, 4291, 6598). */
const PRIVATE = new BlockList();
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.168.0.0', 16], ['198.18.0.0', 15]] as const) PRIVATE.addSubnet(net, bits);
for (const [net, bits] of [['::', 127], ['fc00::', 7], ['fe80::', 10]] as const) PRIVATE.addSubnet(net, bits, 'ipv6');

/** What machines of one cable or cloud alone can reach; there a cloud hands out its machine's secrets. */
const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet('169.254.0.0', 16);
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6');
LINK_LOCAL.addAddress('fd00:ec2::254', 'ipv6');

/** True for an IP address that only this machine or its own network can mean; IPv4 inside IPv6 is looked through. */
export function isPrivateAddress(address: string): boolean {
  return isIn(PRIVATE, address);
}

function isIn(list: BlockList, address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
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
