#![no_main]

libfuzzer_sys::fuzz_target!(init: weir_fuzz::prepare(), |input: &[u8]| {
    weir_fuzz::run(weir_fuzz::targets::layout, input);
});
