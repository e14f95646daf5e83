// Renews the pictures of the two READMEs: npx playwright test --config scripts/pictures.config.ts (see `pictures.pw.ts`).
import base from "../playwright.config";

export default { ...base, testDir: ".", testMatch: "pictures.pw.ts", outputDir: "../test-results", timeout: 300_000 };
