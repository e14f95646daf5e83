// A browser as people know it, out of what it says of itself.

const BROWSERS: [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bMicroMessenger\//, "WeChat"],
  [/\bDingTalk\//, "DingTalk"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\b(?:Headless)?Chrome\/|\bCriOS\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/\biPhone|\biPad/, "iOS"],
  [/\bAndroid/, "Android"],
  [/\bWindows/, "Windows"],
  [/\bMac OS X/, "macOS"],
  [/\bLinux|\bX11/, "Linux"],
];

/** `Chrome · Linux`; what nobody knows is told as it is. */
export function deviceOf(agent: string): string {
  const one = (list: [RegExp, string][]) => list.find(([sign]) => sign.test(agent))?.[1];
  return [one(BROWSERS), one(SYSTEMS)].filter(Boolean).join(" · ") || agent;
}
