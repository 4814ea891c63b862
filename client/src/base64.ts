/** How many bytes become arguments of one call; engines limit their number. */
const chunk = 0x8000;

/** Bytes as base64, in the way both extension hosts can. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += chunk) {
    binary += String.fromCharCode(...bytes.subarray(at, at + chunk));
  }
  return btoa(binary);
}
