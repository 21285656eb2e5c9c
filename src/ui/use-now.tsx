import { useEffect, useState } from 'preact/hooks';

/** Now, ms since 1970. @param pace how often it is renewed, ms: for times of day seldom, for a wait that runs down often */
export function useNow(pace: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), pace);
    return () => clearInterval(timer);
  }, [pace]);
  return now;
}
