"""Every method agrees with a trusted implementation or a calculation by hand."""

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import minimize

from core.change.peers import METHODS, all_peers
from core.change.peers.autoregressive import fit_ar1, reml_ar1
from core.change.peers.before_after import before_after_rates, t_test
from core.change.peers.compared import Compared, compared
from core.change.peers.count_models import negative_binomial, quasi_likelihood
from core.change.peers.difference import difference_in_differences
from core.change.peers.glm import fit_glm
from core.change.peers.least_squares import lags, newey_west
from core.change.peers.segmented import STEP, design
from core.simulate.panels import FAMILIES, draw


def made(family: str, seed: int = 1, effect: float = -0.2, **design_of: int) -> Compared:
    panel = draw(FAMILIES[family], np.random.default_rng(seed), effect=effect, **design_of)
    return compared(panel.numerator, panel.denominator, panel.start_index, panel.kind, panel.target_row)


def counts(y: list[float], n: list[float], start: int, kind: str = "rate") -> Compared:
    return compared(np.array(y), np.array(n), start, kind)


HUNDRED = [100.0] * 9


def test_two_rates_by_hand():
    # 60 events in 600 before, 15 in 300 after: q = 1/3, z = (15 − 25)/√(75 · 1/3 · 2/3).
    answer = before_after_rates(counts([10.0] * 6 + [5.0] * 3, HUNDRED, 6))
    assert answer.p_value == pytest.approx(2 * stats.norm.cdf(-10 / np.sqrt(75 * 2 / 9)))
    assert answer.effect == pytest.approx(-0.5)
    assert answer.interval == pytest.approx(
        np.exp(np.log(0.5) + np.array([-1, 1]) * 1.959964 * np.sqrt(1 / 60 + 1 / 15)) - 1
    )


def test_two_shares_agree_with_statsmodels():
    from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

    data = made("iid_share")
    (y0, n0), (y1, n1) = data.total(after=False), data.total(after=True)
    answer = before_after_rates(data)
    assert answer.p_value == pytest.approx(proportions_ztest([y1, y0], [n1, n0])[1])
    low, high = confint_proportions_2indep(y1, n1, y0, n0, compare="ratio", method="log")
    assert answer.interval == pytest.approx((low - 1, high - 1), rel=1e-6)


def test_two_rates_agree_with_statsmodels():
    from statsmodels.stats.rates import test_poisson_2indep as two_poisson

    data = made("iid_rate")
    (y0, n0), (y1, n1) = data.total(after=False), data.total(after=True)
    assert before_after_rates(data).p_value == pytest.approx(
        two_poisson(y1, n1, y0, n0, method="score").pvalue
    )


def test_the_t_test_agrees_with_scipy():
    data = made("ar_4")
    expected = stats.ttest_ind(data.value[24:], data.value[:24], equal_var=False)
    answer = t_test(data)
    assert answer.p_value == pytest.approx(expected.pvalue)
    interval = expected.confidence_interval()
    mean = data.value[:24].mean()
    assert answer.interval == pytest.approx((interval.low / mean, interval.high / mean))


def test_least_squares_with_newey_west_agree_with_statsmodels():
    import statsmodels.api as sm

    data = made("season")
    x = design(data)
    options = {"maxlags": lags(36), "use_correction": True}
    expected = sm.OLS(data.value, x).fit(cov_type="HAC", cov_kwds=options, use_t=True)
    answer = newey_west(data)
    assert answer.p_value == pytest.approx(expected.pvalues[STEP], rel=1e-6)
    without = (x[24:] @ expected.params).mean() - expected.params[STEP]
    assert answer.effect == pytest.approx(expected.params[STEP] / without)
    assert answer.interval == pytest.approx(expected.conf_int()[STEP] / without)


def test_newey_west_takes_three_lags_for_three_years():
    assert [lags(n) for n in (18, 36, 60, 100)] == [2, 3, 3, 4]


def restricted_log_likelihood(phi: float, y: np.ndarray, x: np.ndarray, at: np.ndarray) -> float:
    """Harville 1974, with whole matrices and σ² profiled out."""
    v = phi ** np.abs(at[:, None] - at[None, :])
    vi = np.linalg.inv(v)
    beta = np.linalg.solve(x.T @ vi @ x, x.T @ vi @ y)
    r = y - x @ beta
    df = len(y) - x.shape[1]
    dets = np.linalg.slogdet(v)[1] + np.linalg.slogdet(x.T @ vi @ x)[1]
    return -0.5 * (df * np.log(r @ vi @ r / df) + dets)


@pytest.mark.parametrize("missing", [[], [3, 4, 17, 30]])
def test_ar1_by_restricted_likelihood_agrees_with_whole_matrices(missing: list[int]):
    data = made("ar_6", seed=5)
    keep = np.setdiff1d(np.arange(36), missing)
    y, x, at = data.value[keep], design(data)[keep], data.at[keep]
    fit = fit_ar1(y, x, at)
    found = minimize(lambda p: -restricted_log_likelihood(p[0], y, x, at), [0.4], bounds=[(0.0, 0.98)])
    assert 0.1 < fit.phi < 0.95
    assert fit.phi == pytest.approx(found.x[0], abs=1e-3)
    assert fit.log_likelihood == pytest.approx(restricted_log_likelihood(fit.phi, y, x, at))
    vi = np.linalg.inv(fit.phi ** np.abs(at[:, None] - at[None, :]))
    np.testing.assert_allclose(fit.coefficients, np.linalg.solve(x.T @ vi @ x, x.T @ vi @ y), rtol=1e-8)


def test_ar1_agrees_with_statsmodels_gls_at_the_same_correlation():
    import statsmodels.api as sm

    data = made("ar_6", seed=5)
    x = design(data)
    fit = fit_ar1(data.value, x, data.at)
    expected = sm.GLS(data.value, x, sigma=fit.phi ** np.abs(data.at[:, None] - data.at)).fit()
    np.testing.assert_allclose(fit.coefficients, expected.params, rtol=1e-7)
    np.testing.assert_allclose(fit.covariance, expected.cov_params(), rtol=1e-6)
    assert reml_ar1(data).p_value == pytest.approx(expected.pvalues[STEP])


def test_quasi_poisson_agrees_with_statsmodels():
    import statsmodels.api as sm

    data = made("overdispersed")
    x = design(data)
    expected = sm.GLM(data.y, x, family=sm.families.Poisson(), offset=np.log(data.n)).fit(scale="X2")
    answer = quasi_likelihood(data)
    assert answer.effect == pytest.approx(np.expm1(expected.params[STEP]), rel=1e-6)
    assert answer.p_value == pytest.approx(2 * stats.t.sf(abs(expected.tvalues[STEP]), 31), rel=1e-6)


def test_quasi_binomial_agrees_with_statsmodels():
    import statsmodels.api as sm

    data = made("iid_share", effect=0.2)
    x = design(data)
    expected = sm.GLM(data.value, x, family=sm.families.Binomial(), var_weights=data.n).fit(scale="X2")
    answer = quasi_likelihood(data)
    assert answer.p_value == pytest.approx(2 * stats.t.sf(abs(expected.tvalues[STEP]), 31), rel=1e-6)
    bare = x.copy()
    bare[:, STEP] = 0.0
    with_step, without = ((data.n * expected.predict(columns))[24:].sum() for columns in (x, bare))
    assert answer.effect == pytest.approx(with_step / without - 1, rel=1e-6)


def test_negative_binomial_agrees_with_statsmodels():
    import statsmodels.api as sm

    data = made("overdispersed", seed=2)
    x = design(data)
    expected = sm.NegativeBinomial(data.y, x, offset=np.log(data.n)).fit(disp=0, maxiter=200)
    alpha = expected.params[-1]
    assert alpha > 0.01
    answer = negative_binomial(data)
    assert answer.effect == pytest.approx(np.expm1(expected.params[STEP]), rel=1e-3)
    glm = sm.GLM(data.y, x, family=sm.families.NegativeBinomial(alpha=alpha), offset=np.log(data.n)).fit()
    assert answer.p_value == pytest.approx(glm.pvalues[STEP], rel=1e-2)


def test_negative_binomial_with_no_more_than_chance_is_poisson():
    import statsmodels.api as sm

    data = counts([10, 12, 11, 10, 11, 12, 11, 10, 9, 8, 9, 8, 9, 8], [100] * 14, 9)
    expected = sm.GLM(data.y, design(data), family=sm.families.Poisson(), offset=np.log(data.n)).fit()
    assert negative_binomial(data).p_value == pytest.approx(expected.pvalues[STEP], rel=1e-4)


def test_difference_in_differences_is_the_product_term_of_a_log_linear_model():
    import statsmodels.api as sm

    data = made("iid_rate")
    y, n = np.append(data.y, data.others_y), np.append(data.n, data.others_n)
    target, after = np.repeat([1.0, 0.0], 36), np.tile(data.after, 2).astype(float)
    x = np.column_stack([np.ones(72), target, after, target * after])
    expected = sm.GLM(y, x, family=sm.families.Poisson(), offset=np.log(n)).fit()
    answer = difference_in_differences(data)
    assert answer.p_value == pytest.approx(expected.pvalues[3], rel=1e-6)
    assert answer.interval == pytest.approx(np.expm1(expected.conf_int()[3]), rel=1e-6)


def test_frozen_rules_are_those_of_the_chart():
    steady = [40.0, 41.0] * 12
    y = steady + [30.0] * 12
    answers = {a.method: a for a in all_peers(y, [500.0] * 36, 24, "rate")}
    assert answers["anhoej_frozen"].moved is True
    assert answers["shewhart_frozen"].moved is False  # 30 of 500 lies within 40.5 ± 19
    assert answers["anhoej_frozen"].p_value is None
    far = {a.method: a.moved for a in all_peers([*steady, 70.0, *steady[:11]], [500.0] * 36, 24, "rate")}
    assert far["shewhart_frozen"] is True
    assert far["anhoej_frozen"] is False


def test_a_binomial_fit_whose_answer_is_at_infinity_is_not_taken_for_settled():
    x = np.column_stack([np.ones(10), np.repeat([0.0, 1.0], 5)])
    assert fit_glm(np.array([3.0] * 5 + [0.0] * 5), np.full(10, 10.0), x, "proportion") is None


def test_every_method_has_a_place_in_the_list_under_its_own_name():
    panel = draw(FAMILIES["iid_rate"], np.random.default_rng(1))
    answers = all_peers(panel.numerator, panel.denominator, 24, "rate", panel.target_row)
    assert [answer.method for answer in answers] == list(METHODS)
