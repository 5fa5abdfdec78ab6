import { defineConfig } from 'vitest/config';

const conditions = ['@prosodia/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ['src/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 300_000 },
});
