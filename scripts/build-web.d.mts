export function buildWeb(into: string): Promise<void>;
