// A machine that others use, too, may be several times as slow; what hangs, hangs longer than that.
jest.setTimeout(180_000);
