import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { securityHeaders } from './security-headers.ts';

const app = new Hono().use(securityHeaders).get('*', (context) => context.text('here'));

const policyOf = async (path: string): Promise<string> =>
  (await app.request(path)).headers.get('content-security-policy') ?? '';

describe('WebAssembly', () => {
  test('may run in the worker that verifies bundles, which may ask and load nothing', async () => {
    const policy = await policyOf('/assets/verification.worker-BH9waj_t.js');
    expect(policy).toBe("default-src 'none'; script-src 'wasm-unsafe-eval'");
  });

  test.each([
    '/',
    '/verify',
    '/assets/index-4ry2PKfu.js',
    '/assets/files.worker-Dk21p7TM.js',
    '/assets/verification.worker-BH9waj_t.css',
    '/assets/verification.worker-x.js/',
    '/verify/assets/verification.worker-BH9waj_t.js',
  ])('may not run in what %s answers', async (path) => {
    const policy = await policyOf(path);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
  });
});
